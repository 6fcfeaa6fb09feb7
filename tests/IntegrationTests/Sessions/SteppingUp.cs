using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Sessions;

/// <summary>Authenticating again at the host's own pages: what becomes of the session that was there, on either database.</summary>
public sealed class SteppingUp(SharedHosts hosts)
{
    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Databases))]
    public async Task The_same_person_with_the_same_passkey_keeps_the_session(string database)
    {
        await using var visit = await Visit.StartAsync(await hosts.OnAsync(database));
        await visit.SignInAsync();
        var before = await visit.AgeAsync();

        await visit.SignInAsync();

        var after = await visit.SessionAsync();
        after.Id.ShouldBe(before.Id);
        after.AuthenticatedAt.ShouldBe(before.AuthenticatedAt + Visit.Age);
        after.SignedInUntil.ShouldBe(before.SignedInUntil + Visit.Age);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_session_tells_how_the_person_was_authenticated_last(string database)
    {
        await using var visit = await Visit.StartAsync(await hosts.OnAsync(database), policy => policy with { UserVerification = "preferred" });
        await visit.SignInAsync(draft => draft.Set(AuthenticatorFlags.UserVerified, value: false));
        (await visit.SessionAsync()).Amr.ShouldBe("pop");

        await visit.SignInAsync();

        (await visit.SessionAsync()).Amr.ShouldBe("pop user mfa");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_session_that_tokens_prolonged_is_not_shortened(string database)
    {
        var host = await hosts.OnAsync(database);
        await using var visit = await Visit.StartAsync(host);
        await visit.SignInAsync();
        var far = host.Clock.GetUtcNow().AddDays(14);
        await host.QueryAsync(db => db.Sessions.Where(s => s.Pool == visit.Pool).ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, far)));

        await visit.SignInAsync();

        (await visit.SessionAsync()).ExpiresAt.ShouldBe(far, TimeSpan.FromMilliseconds(1));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Another_passkey_ends_the_session_and_begins_one(string database)
    {
        await using var visit = await Visit.StartAsync(await hosts.OnAsync(database));
        await visit.SignInAsync();
        var before = await visit.SessionAsync();
        using var laptop = await visit.AddPasskeyAsync();

        await visit.SignInAsync(phone: laptop);

        (await visit.SessionAsync()).Id.ShouldNotBe(before.Id);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Another_person_ends_the_session_and_begins_one(string database)
    {
        await using var visit = await Visit.StartAsync(await hosts.OnAsync(database));
        await visit.SignInAsync();
        var before = await visit.SessionAsync();
        var (neighbour, _) = await visit.Site.NewPersonAsync();
        using (neighbour)
            await visit.SignInAsync(phone: neighbour);

        (await visit.SessionAsync()).Id.ShouldNotBe(before.Id);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_session_that_ended_meanwhile_is_not_revived(string database)
    {
        var host = await hosts.OnAsync(database);
        await using var visit = await Visit.StartAsync(host);
        await visit.SignInAsync();
        var before = await visit.SessionAsync();
        await host.QueryAsync(db => db.Sessions.Where(s => s.Pool == visit.Pool).ExecuteDeleteAsync());

        await visit.SignInAsync();

        (await visit.SessionAsync()).Id.ShouldNotBe(before.Id);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_sign_in_for_a_client_leaves_the_session_alone(string database)
    {
        await using var visit = await Visit.StartAsync(await hosts.OnAsync(database));
        await visit.SignInAsync();
        var before = await visit.AgeAsync();

        await visit.SignInAsync(clientId: "native-app");

        (await visit.SessionsAsync()).Single(s => s.ClientId is null).AuthenticatedAt.ShouldBe(before.AuthenticatedAt);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_page_of_another_site_does_not_touch_the_session(string database)
    {
        await using var visit = await Visit.StartAsync(await hosts.OnAsync(database));
        await visit.SignInAsync();
        var before = await visit.AgeAsync();
        visit.Browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        await visit.SignInAsync();

        (await visit.SessionsAsync()).Single(s => s.Id == before.Id).AuthenticatedAt.ShouldBe(before.AuthenticatedAt);
    }

    /// <summary>Someone with a passkey at a browser of a host.</summary>
    private sealed class Visit : IAsyncDisposable
    {
        public static readonly TimeSpan Age = TimeSpan.FromHours(1);

        private readonly HostFixture _host;

        private Visit(HostFixture host, Site site, SoftwareAuthenticator phone) =>
            (_host, Site, Phone, Browser) = (host, site, phone, host.NewBrowser());

        public Site Site { get; }

        public PoolId Pool => new(Site.Pool);

        public SoftwareAuthenticator Phone { get; }

        public HttpClient Browser { get; }

        public static async Task<Visit> StartAsync(HostFixture host, Func<PoolPolicy, PoolPolicy>? change = null)
        {
            var site = await host.NewPoolAsync(change);
            var (phone, _) = await site.NewPersonAsync();
            return new Visit(host, site, phone);
        }

        public async Task SignInAsync(Action<AssertionDraft>? deviate = null, SoftwareAuthenticator? phone = null, string? clientId = null)
        {
            var ceremony = await Site.BeginSignInAsync(clientId: clientId);
            var body = new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = (phone ?? Phone).Sign(ceremony.Options, deviate) };
            (await new Caller(Browser).PostAsync(Site.Path("login/webauthn/finish"), body)).ShouldBe(HttpStatusCode.OK);
        }

        public async Task<SoftwareAuthenticator> AddPasskeyAsync()
        {
            var page = new Caller(Browser);
            var laptop = Site.NewPhone();
            var begun = (await page.PostAsync(Site.Path("register/webauthn/begin"), new JsonObject())).OrThrow();
            var body = new JsonObject { ["ceremony"] = begun["ceremony"], ["credential"] = laptop.Register(begun.Body["publicKey"]!) };
            (await page.PostAsync(Site.Path("register/webauthn/finish"), body)).OrThrow();
            return laptop;
        }

        /// <summary>Makes the session as old as if its person had come an hour ago.</summary>
        public async Task<Session> AgeAsync()
        {
            await _host.QueryAsync(async db =>
            {
                var session = await db.Sessions.SingleAsync(s => s.Pool == Pool);
                session.AuthenticatedAt -= Age;
                session.SignedInUntil -= Age;
                return await db.SaveChangesAsync();
            });
            return await SessionAsync();
        }

        public Task<List<Session>> SessionsAsync() => _host.QueryAsync(db => db.Sessions.AsNoTracking().Where(s => s.Pool == Pool).ToListAsync());

        public async Task<Session> SessionAsync() => (await SessionsAsync()).ShouldHaveSingleItem();

        public ValueTask DisposeAsync()
        {
            Phone.Dispose();
            Browser.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
