using System.Net;
using Passkeys.IdentityServer.Administrators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Pages.Admin;

/// <summary>
/// Every page of the administration × everybody who may come. The pages are those that the host has: a new one is in it by itself, and fails the first test until
/// somebody says here who may see it.
/// </summary>
public sealed class PageGate(GateVisitors visitors) : IClassFixture<GateVisitors>, IAsyncLifetime
{
    private const string Confirmation = "/admin/confirm";

    // By address: who may read it, and who may send its forms.
    private static readonly Dictionary<string, (Reach Read, Reach Change)> Rights = new(StringComparer.Ordinal)
    {
        ["admin"] = (Reach.Any, Reach.Nobody),
        ["admin/confirm"] = (Reach.SignedIn, Reach.Nobody),
        ["admin/pools/new"] = (Reach.Platform, Reach.Platform),
        ["admin/pools/import"] = (Reach.Platform, Reach.Platform),
        ["admin/pools/{poolId}"] = (Reach.Pool, Reach.Nobody),
        ["admin/pools/{poolId}/delete"] = (Reach.Platform, Reach.Platform),
        ["admin/pools/{poolId}/doctor"] = (Reach.Pool, Reach.Nobody),
        ["admin/pools/{poolId}/history"] = (Reach.Pool, Reach.Nobody),
        ["admin/applications"] = (Reach.All, Reach.Nobody),
        ["admin/applications/new"] = (Reach.Platform, Reach.Platform),
        ["admin/applications/{clientId}"] = (Reach.All, Reach.Platform),
        ["admin/applications/{clientId}/edit"] = (Reach.Platform, Reach.Platform),
        ["admin/applications/{clientId}/remove"] = (Reach.Platform, Reach.Platform),
        ["admin/applications/{clientId}/secrets"] = (Reach.Platform, Reach.Platform),
        ["admin/administrators"] = (Reach.All, Reach.Platform),
        ["admin/audit"] = (Reach.All, Reach.Nobody),
        ["admin/pools/{poolId}/audit"] = (Reach.Pool, Reach.Nobody),
        ["admin/pools/{poolId}/insight"] = (Reach.Pool, Reach.Nobody),
        ["admin/pools/{poolId}/transfer"] = (Reach.Pool, Reach.Pool),
        ["admin/pools/{poolId}/transfer/{id:guid}"] = (Reach.Pool, Reach.Nobody),
        ["admin/pools/{poolId}/users"] = (Reach.Pool, Reach.Pool),
        ["admin/pools/{poolId}/users/{userId}"] = (Reach.Pool, Reach.Pool),
        ["admin/pools/{poolId}/enrolment-requests"] = (Reach.Pool, Reach.Pool),
        ["admin/pools/{poolId}/settings"] = (Reach.Pool, Reach.Pool),
        ["admin/pools/{poolId}/settings/branding"] = (Reach.Pool, Reach.Pool),
        ["admin/pools/{poolId}/settings/limits"] = (Reach.Pool, Reach.Pool),
        ["admin/pools/{poolId}/settings/models"] = (Reach.Pool, Reach.Pool),
        ["admin/pools/{poolId}/settings/passkeys"] = (Reach.Pool, Reach.Pool),
        ["admin/pools/{poolId}/settings/sign-in"] = (Reach.Pool, Reach.Pool),
    };

    private IReadOnlyList<GatePage> _pages = [];

    public static TheoryData<GateVisitor> Kinds => [.. Enum.GetValues<GateVisitor>()];

    /// <summary>How far somebody has to reach.</summary>
    private enum Reach
    {
        /// <summary>There is nothing to send.</summary>
        Nobody,

        /// <summary>Whoever is signed in.</summary>
        SignedIn,

        /// <summary>Whoever has anything to administer.</summary>
        Any,

        /// <summary>Whoever reads everything.</summary>
        All,

        /// <summary>Whoever reads the pool; for a form, whoever administers it.</summary>
        Pool,

        /// <summary>Platform administrators.</summary>
        Platform,
    }

    /// <summary>What somebody gets.</summary>
    private enum Gate
    {
        /// <summary>They are let in; what they ask for may not exist, or may not be complete.</summary>
        In,

        /// <summary>They have to sign in.</summary>
        SignIn,

        /// <summary>They have to confirm with their passkey.</summary>
        Confirm,

        /// <summary>They may not.</summary>
        Forbidden,
    }

    public async ValueTask InitializeAsync() => _pages = await GatePage.AllOfAsync(visitors.Host);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Of_every_page_it_is_said_who_may_see_it() =>
        _pages.Select(page => page.Template).ShouldBe(Rights.Keys, ignoreOrder: true);

    [Fact]
    public void A_page_with_forms_says_who_may_send_them_and_no_other_does() =>
        _pages.Where(page => page.Posts("x").Any() != (Rights[page.Template].Change is not Reach.Nobody)).Select(page => page.Template).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whoever_comes_sees_what_is_within_their_reach_and_nothing_else(GateVisitor kind)
    {
        var browser = await visitors.ArriveAsync(kind);
        var wrong = new List<string>();
        foreach (var (page, pool) in PagesAndPools())
        {
            var expected = ExpectedOf(kind, Rights[page.Template].Read, pool, changes: false);
            foreach (var address in page.Gets(pool))
                Note(wrong, $"GET {address}", expected, await browser.OpenAsync(address));
        }
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whoever_sends_a_form_is_heard_within_their_reach_and_nowhere_else(GateVisitor kind)
    {
        var browser = await visitors.ArriveAsync(kind);
        var token = await browser.AntiforgeryAsync();
        var wrong = new List<string>();
        foreach (var (page, pool) in PagesAndPools().Where(_ => kind is not GateVisitor.Nobody))
        {
            var expected = ExpectedOf(kind, Rights[page.Template].Change, pool, changes: true);
            foreach (var address in page.Posts(pool))
                Note(wrong, $"POST {address}", expected, await browser.PostAsync(address, token));
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_old_sign_in_still_reads_and_confirms_before_it_changes()
    {
        var (browser, userId) = await visitors.ArriveAsync(AdministratorRole.Platform);
        var token = await browser.AntiforgeryAsync();
        await visitors.AgeAsync(userId);
        var wrong = new List<string>();
        foreach (var (page, pool) in PagesAndPools())
        {
            foreach (var address in page.Gets(pool))
                Note(wrong, $"GET {address}", Gate.In, await browser.OpenAsync(address));
            foreach (var address in page.Posts(pool))
                Note(wrong, $"POST {address}", Gate.Confirm, await browser.PostAsync(address, token));
        }
        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(GateVisitor.Nobody)]
    [InlineData(GateVisitor.Platform)]
    public async Task A_form_of_another_site_is_not_read_and_the_page_starts_again(GateVisitor kind)
    {
        var browser = await visitors.ArriveAsync(kind);
        foreach (var (page, pool) in PagesAndPools())
        {
            foreach (var address in page.Posts(pool))
                PageVisitor.LocationOf(await browser.PostAsync(address)).ShouldBe(page.AddressOf(pool), address);
        }
    }

    [Fact]
    public async Task Nobody_learns_which_pools_there_are_beyond_their_reach()
    {
        var (browser, _) = await visitors.ArriveAsync(AdministratorRole.PoolAdministrator(new(visitors.Own.Pool)));
        foreach (var page in _pages.Where(page => page.Template.Contains("{poolId", StringComparison.Ordinal)))
            (await browser.OpenAsync(page.AddressOf("there-is-none"))).Status.ShouldBe(HttpStatusCode.Forbidden, page.Template);
    }

    [Fact]
    public async Task A_pool_that_is_not_there_is_not_found_by_whoever_reaches_all()
    {
        var (browser, _) = await visitors.ArriveAsync(AdministratorRole.Auditor);
        foreach (var page in _pages.Where(page => Rights[page.Template].Read is Reach.Pool))
            (await browser.OpenAsync(page.AddressOf("there-is-none"))).Status.ShouldBe(HttpStatusCode.NotFound, page.Template);
    }

    private IEnumerable<(GatePage Page, string Pool)> PagesAndPools() =>
        from page in _pages
        from pool in page.Template.Contains("{poolId", StringComparison.Ordinal) ? new[] { visitors.Own.Pool, visitors.Other.Pool } : [visitors.Own.Pool]
        select (page, pool);

    private Gate ExpectedOf(GateVisitor kind, Reach reach, string pool, bool changes) => kind switch
    {
        GateVisitor.Nobody => Gate.SignIn,
        _ when reach is Reach.SignedIn => Gate.In,
        GateVisitor.NotVerified or GateVisitor.WithPassword => Gate.Confirm,
        _ => Reaches(kind, reach, pool == visitors.Own.Pool, changes) ? Gate.In : Gate.Forbidden,
    };

    private static bool Reaches(GateVisitor kind, Reach reach, bool own, bool changes) => kind switch
    {
        GateVisitor.Platform => true,
        GateVisitor.Auditor => !changes && reach is Reach.Any or Reach.All or Reach.Pool,
        GateVisitor.PoolAuditor => !changes && (reach is Reach.Any || (reach is Reach.Pool && own)),
        GateVisitor.PoolAdministrator => reach is Reach.Any || (reach is Reach.Pool && own),
        _ => false,
    };

    private static void Note(List<string> wrong, string what, Gate expected, Answer answer)
    {
        if (GateOf(answer) != expected)
            wrong.Add($"{what}: {expected} was expected, not {(int)answer.Status} {answer.Headers.GetValueOrDefault("Location")}");
    }

    private static Gate? GateOf(Answer answer) => answer switch
    {
        { Status: HttpStatusCode.Forbidden } => Gate.Forbidden,
        { Status: >= HttpStatusCode.InternalServerError } => null,
        { Status: HttpStatusCode.Redirect } when answer.Headers["Location"].Contains("/account/sign-in", StringComparison.Ordinal) => Gate.SignIn,
        { Status: HttpStatusCode.Redirect } when answer.Headers["Location"].StartsWith(Confirmation, StringComparison.Ordinal) => Gate.Confirm,
        _ => Gate.In,
    };
}
