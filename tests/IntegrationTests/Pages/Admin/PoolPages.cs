using System.Net;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Pages.Admin;

/// <summary>The pages about pools, as plain forms: no script runs here.</summary>
public sealed class PoolPages(GateVisitors visitors) : IClassFixture<GateVisitors>, IAsyncLifetime
{
    private PageVisitor _browser = null!;
    private (string Name, string Value) _token;
    private Site _site = null!;

    private HostFixture Host => visitors.Host;

    private string Here => $"/admin/pools/{_site.Pool}";

    public async ValueTask InitializeAsync()
    {
        _site = await Host.NewPoolAsync();
        await BeAsync(AdministratorRole.Platform);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task What_was_saved_is_the_pools_and_in_its_history_with_the_name_of_who_did_it()
    {
        (await SaveAsync("sign-in", ("set.SelfService", "true"), ("set.SecondFactor", "none"), ("set.Password", "true"))).ShouldBe(HttpStatusCode.Redirect);

        (await PoolAsync()).Policy.Methods.ShouldBe(["passkey", "password"]);
        var history = await _browser.OpenAsync($"{Here}/history");
        history.Text.ShouldContain("People may have a password");
        history.Text.ShouldContain("@example.com");
    }

    [Fact]
    public async Task A_setting_that_cannot_be_is_said_beside_its_field_and_what_was_typed_stays()
    {
        var page = await SaveAsync("branding", ("set.Accent", "red"));

        page.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("id=\"set_Accent-error\"");
        page.Text.ShouldContain("value=\"red\"");
        (await PoolAsync()).Policy.Branding.Accent.ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_who_save_the_second_overwrites_nothing_unseen()
    {
        var seen = await PoolAsync();
        await SaveAsync("", [.. Basics(seen), ("set.Name", "Theirs"), ("set.Languages", "de")]);

        var page = await PostAsync("", seen.Version, [.. Basics(seen), ("set.Name", "Mine"), ("set.Languages", "")]);

        page.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("Somebody else has changed this pool meanwhile");
        page.Text.ShouldContain("value=\"Mine\"");
        page.Text.ShouldContain("value=\"de\"");
        (await PoolAsync()).Name.ShouldBe("Theirs");
    }

    [Fact]
    public async Task It_is_disabled_once_its_id_is_typed()
    {
        (string, string)[] fields = [.. Basics(await PoolAsync()).Where(field => field.Name != "set.Enabled"), ("set.Name", "Closed")];

        var asked = await SaveAsync("", fields);
        asked.Text.ShouldContain("Disable the pool?");
        (await PoolAsync()).Enabled.ShouldBeTrue();
        (await SaveAsync("", [.. fields, ("Typed", _site.Pool)])).ShouldBe(HttpStatusCode.Redirect);

        (await PoolAsync()).Enabled.ShouldBeFalse();
    }

    [Fact]
    public async Task A_pools_administrator_does_not_move_it_to_another_domain()
    {
        await BeAsync(AdministratorRole.PoolAdministrator(new PoolId(_site.Pool)));
        var seen = await PoolAsync();

        await SaveAsync("", [.. Basics(seen), ("set.Name", "Ours"), ("set.RpId", "evil.example")]);

        var pool = await PoolAsync();
        (pool.Name, pool.RpId).ShouldBe(("Ours", seen.RpId));
    }

    [Fact]
    public async Task A_preview_saves_nothing()
    {
        var page = await PostAsync("branding?handler=Preview", (await PoolAsync()).Version, ("set.Accent", "#ff0000"));

        page.Text.ShouldContain("brand/ff0000/preview.css");
        (await PoolAsync()).Policy.Branding.Accent.ShouldBeNull();
    }

    [Fact]
    public async Task What_was_typed_is_text_and_no_markup()
    {
        var page = await SaveAsync("branding", ("set.Accent", "\"><script>alert(1)</script>"));

        page.Text.ShouldNotContain("<script>alert");
    }

    [Fact]
    public async Task A_pool_is_not_deleted_by_a_press_alone()
    {
        (await _browser.PostAsync($"{Here}/delete", _token, ("Version", (await PoolAsync()).Version.ToString()), ("Typed", "other"))).ShouldBe(HttpStatusCode.OK);

        await PoolAsync();
    }

    [Fact]
    public async Task A_pool_is_deleted_when_its_id_was_typed()
    {
        var answer = await _browser.PostAsync($"{Here}/delete", _token, ("Version", (await PoolAsync()).Version.ToString()), ("Typed", _site.Pool));

        PageVisitor.LocationOf(answer).ShouldBe("/admin");
        (await _browser.OpenAsync(Here)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_export_is_a_download_and_makes_the_same_pool_elsewhere()
    {
        var file = await _browser.OpenAsync($"{Here}?handler=Export");
        file.Headers["Content-Disposition"].ShouldContain($"pool-{_site.Pool}.json");
        file.Headers["Content-Type"].ShouldBe("application/json");

        var id = $"copy-{Guid.CreateVersion7():N}";
        var answer = await _browser.PostAsync("/admin/pools/import", _token, ("Json", file.Text.Replace($"\"{_site.Pool}\"", $"\"{id}\"", StringComparison.Ordinal)));

        PageVisitor.LocationOf(answer).ShouldBe($"/admin/pools/{id}");
    }

    [Fact]
    public async Task A_file_that_is_no_pool_is_refused_with_a_reason() =>
        (await _browser.PostAsync("/admin/pools/import", _token, ("Json", "{\"nonsense\":"))).Text.ShouldContain("id=\"Upload-error\"");

    [Fact]
    public async Task A_new_pool_needs_an_id_that_nobody_has()
    {
        var page = await _browser.PostAsync("/admin/pools/new", _token, ("Template", "consumer"), ("Name", "Again"), ("Id", _site.Pool), ("RpId", "localhost"));

        page.Text.ShouldContain("Another pool has this id.");
    }

    [Fact]
    public async Task The_list_has_what_is_within_reach_and_nothing_else()
    {
        await BeAsync(AdministratorRole.PoolAuditor(new PoolId(_site.Pool)));

        var page = await _browser.OpenAsync("/admin");

        page.Text.ShouldContain($"href=\"/admin/pools/{_site.Pool}\"");
        page.Text.ShouldNotContain("href=\"/admin/pools/demo\"");
        page.Text.ShouldNotContain("/admin/pools/new");
    }

    [Theory]
    [InlineData("/admin?cursor=nonsense")]
    [InlineData("/admin?limit=0")]
    public async Task An_address_that_leads_nowhere_leads_to_the_beginning(string address) => (await _browser.RedirectOfAsync(address)).ShouldBe("/admin");

    private async Task BeAsync(string role)
    {
        (_browser, _) = await visitors.ArriveAsync(role);
        _token = await _browser.AntiforgeryAsync();
    }

    private Task<Pool> PoolAsync() => Host.QueryAsync(db => db.Pools.AsNoTracking().SingleAsync(pool => pool.Id == new PoolId(_site.Pool)));

    private async Task<Answer> SaveAsync(string part, params (string Name, string Value)[] fields) => await PostAsync(part, (await PoolAsync()).Version, fields);

    private Task<Answer> PostAsync(string part, Guid version, params (string Name, string Value)[] fields) =>
        _browser.PostAsync($"{Here}/settings{(part.Length == 0 ? "" : "/" + part)}", [_token, ("Version", version.ToString()), .. fields]);

    // The rest of the first part, as its form would send it.
    private static IEnumerable<(string Name, string Value)> Basics(Pool pool) =>
    [
        ("was.Name", pool.Name), ("was.Languages", string.Join(", ", pool.Policy.Languages)), ("set.Enabled", "true"), ("was.Enabled", "true"),
        .. new[] { ("RpId", pool.RpId), ("Origins", string.Join('\n', pool.Policy.Origins)) }.SelectMany(each => new[] { ("set." + each.Item1, each.Item2), ("was." + each.Item1, each.Item2) }),
    ];
}
