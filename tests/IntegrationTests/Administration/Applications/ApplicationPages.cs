using System.Net;
using System.Text.RegularExpressions;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Pages;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Applications;

/// <summary>The pages about applications, without script.</summary>
public sealed partial class ApplicationPages(SharedHosts hosts) : IAsyncLifetime
{
    private PageVisitor _visitor = null!;
    private Site _site = null!;

    private HostFixture Host => hosts.Sqlite;

    public async ValueTask InitializeAsync()
    {
        _site = await Host.NewPoolAsync();
        _visitor = await VisitAsync(AdministratorRole.Platform);
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_application_is_registered_and_its_secret_shown_in_the_answer_and_nowhere_else()
    {
        var answer = await RegisterAsync("My \"app\" </script>");

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Headers["Cache-Control"].ShouldContain("no-store");
        var secret = Secret().Match(answer.Text).Groups["secret"].Value;
        secret.Length.ShouldBe(43);
        answer.Headers.GetValueOrDefault("Set-Cookie", "").ShouldNotContain(secret);
        var id = ClientId().Match(answer.Text).Groups["id"].Value;
        (await Host.ClientTokenAsync(id, secret, "openid")).Error.ShouldBe("unauthorized_client");
        var page = await _visitor.OpenAsync($"/admin/applications/{id}");
        page.Text.ShouldNotContain(secret);
        page.Text.ShouldContain("My &quot;app&quot; &lt;/script&gt;");
    }

    [Fact]
    public async Task What_is_wrong_is_said_beside_its_field_and_what_was_typed_stays()
    {
        var form = await _visitor.OpenAsync("/admin/applications/new");

        var answer = await _visitor.SendAsync(form, "applications/new", [("Form.Type", "confidential"), ("Form.Name", "Mine"), ("Form.GrantTypes", "authorization_code"),
            ("Form.Scopes", "openid"), ("Form.Pools", _site.Pool), ("Form.RedirectUris", "http://app.example.com/"), ("Form.AccessTokenLifetimeSeconds", "600"), ("Form.RefreshTokenLifetimeSeconds", "6000")]);

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Text.ShouldContain("href=\"#Form_RedirectUris\"");
        answer.Text.ShouldContain("id=\"Form_RedirectUris-error\"");
        answer.Text.ShouldContain("value=\"Mine\"");
    }

    [Fact]
    public async Task An_application_is_edited_and_a_change_of_somebody_else_is_not_overwritten()
    {
        var id = await RegisteredAsync();
        var (first, second) = (await _visitor.OpenAsync($"/admin/applications/{id}/edit"), await _visitor.OpenAsync($"/admin/applications/{id}/edit"));
        (string, string)[] fields = [("Form.Enabled", "true"), ("Form.GrantTypes", "authorization_code"), ("Form.Scopes", "openid"), ("Form.Pools", _site.Pool),
            ("Form.RedirectUris", "https://app.example.com/"), ("Form.AccessTokenLifetimeSeconds", "600"), ("Form.RefreshTokenLifetimeSeconds", "6000")];

        PageVisitor.LocationOf(await _visitor.SendAsync(first, "/edit", [.. fields, ("Form.Name", "First")])).ShouldBe($"/admin/applications/{id}");
        (await _visitor.SendAsync(second, "/edit", [.. fields, ("Form.Name", "Second")])).Text.ShouldContain("Somebody changed it meanwhile");

        (await _visitor.OpenAsync($"/admin/applications/{id}")).Text.ShouldContain("<h1>First</h1>");
    }

    [Fact]
    public async Task An_application_is_removed_once_its_id_is_typed()
    {
        var id = await RegisteredAsync();
        var page = await _visitor.OpenAsync($"/admin/applications/{id}/remove");

        (await _visitor.SendAsync(page, "/remove", ("Confirmation", "something"))).ShouldBe(HttpStatusCode.OK);
        (await _visitor.OpenAsync($"/admin/applications/{id}")).ShouldBe(HttpStatusCode.OK);
        PageVisitor.LocationOf(await _visitor.SendAsync(page, "/remove", ("Confirmation", id))).ShouldBe("/admin/applications");
        (await _visitor.OpenAsync($"/admin/applications/{id}")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_secret_is_added_and_shown_once_and_an_old_one_removed()
    {
        var id = await RegisteredAsync();

        var added = await _visitor.SendAsync(await _visitor.OpenAsync($"/admin/applications/{id}/secrets"), "handler=Add");
        Secret().Match(added.Text).Groups["secret"].Value.Length.ShouldBe(43);
        var secrets = await _visitor.OpenAsync($"/admin/applications/{id}/secrets");
        secrets.Text.ShouldNotContain(Secret().Match(added.Text).Groups["secret"].Value);
        PageVisitor.LocationOf(await _visitor.SendAsync(secrets, "handler=Remove", ("Confirmation", id))).ShouldBe($"/admin/applications/{id}/secrets");
    }

    [Fact]
    public async Task A_pool_is_connected_and_disconnected()
    {
        var (id, other) = (await RegisteredAsync(), await Host.NewPoolAsync());

        await _visitor.SendAsync(await _visitor.OpenAsync($"/admin/applications/{id}"), "handler=Connect", ("PoolId", other.Pool));

        var page = await _visitor.OpenAsync($"/admin/applications/{id}?pool={other.Pool}");
        page.Text.ShouldContain($"tenant:{other.Pool}");
        (await _visitor.SendAsync(page, "handler=Connect", ("PoolId", "nowhere"))).Text.ShouldContain("there is no pool");
    }

    [Fact]
    public async Task Clients_of_the_configuration_are_shown_and_not_edited()
    {
        var page = await _visitor.OpenAsync("/admin/applications/demo-portal");

        page.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("of the host&#x27;s configuration");
        page.Text.ShouldNotContain("demo-portal/edit");
        (await _visitor.OpenAsync("/admin/applications/demo-portal/edit")).ShouldBe(HttpStatusCode.NotFound);
        (await _visitor.OpenAsync("/admin/applications/demo-portal/secrets")).ShouldBe(HttpStatusCode.NotFound);
        (await _visitor.OpenAsync("/admin/applications/demo-portal/remove")).ShouldBe(HttpStatusCode.NotFound);
    }

    // The host is shared: no other test connects this client.
    [Fact]
    public async Task A_pool_that_was_made_is_connected_to_the_portal_of_the_configuration_and_disconnected()
    {
        var made = "made-" + Guid.CreateVersion7().ToString("N");
        await Host.QueryAsync(db =>
        {
            db.Pools.Add(new Pool { Id = new PoolId(made), Name = "Made", RpId = "localhost" });
            return db.SaveChangesAsync();
        });

        await _visitor.SendAsync(await _visitor.OpenAsync("/admin/applications/demo-portal"), "handler=Connect", ("PoolId", made));
        var page = await _visitor.OpenAsync($"/admin/applications/demo-portal?pool={made}");
        page.Text.ShouldContain($"tenant:{made}");
        (await _visitor.SendAsync(page, "handler=Connect", ("PoolId", "nowhere"))).Text.ShouldContain("there is no pool");
        await _visitor.SendAsync(page, "handler=Disconnect", ("PoolId", made));

        (await _visitor.OpenAsync($"/admin/applications/demo-portal?pool={made}")).Text.ShouldNotContain($"tenant:{made}");
    }

    [Fact]
    public async Task An_auditor_sees_them_without_forms()
    {
        var id = await RegisteredAsync();
        using var auditor = await VisitAsync(AdministratorRole.Auditor);

        (await auditor.OpenAsync("/admin/applications")).ShouldBe(HttpStatusCode.OK);
        (await auditor.OpenAsync($"/admin/applications/{id}")).Text.ShouldNotContain("handler=Connect");
        (await auditor.OpenAsync($"/admin/applications/{id}/edit")).ShouldBe(HttpStatusCode.Forbidden);
        (await auditor.OpenAsync("/admin/applications/new")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_has_one_pool_sees_none_of_it()
    {
        using var visitor = await VisitAsync(AdministratorRole.PoolAdministrator(new PoolId(_site.Pool)));

        (await visitor.OpenAsync("/admin/applications")).ShouldBe(HttpStatusCode.Forbidden);
        (await visitor.OpenAsync("/admin/applications/demo-portal")).ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<PageVisitor> VisitAsync(string role)
    {
        using var person = await Host.NewAdministratorAsync(_site, role);
        var visitor = new PageVisitor(Host);
        await visitor.SignInAsync(_site, person.Phone);
        return visitor;
    }

    private async Task<Answer> RegisterAsync(string name) => await _visitor.SendAsync(
        await _visitor.OpenAsync("/admin/applications/new"),
        "applications/new",
        ("Form.Type", "confidential"), ("Form.Name", name), ("Form.Enabled", "true"), ("Form.GrantTypes", "authorization_code"), ("Form.Scopes", "openid"), ("Form.Pools", _site.Pool),
        ("Form.RedirectUris", "https://app.example.com/"), ("Form.AccessTokenLifetimeSeconds", "600"), ("Form.RefreshTokenLifetimeSeconds", "6000"));

    private async Task<string> RegisteredAsync() => ClientId().Match((await RegisterAsync("An app")).Text).Groups["id"].Value;

    [GeneratedRegex("""id="new-secret">(?<secret>[^<]*)<""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("""id="new-client-id">(?<id>[^<]*)<""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ClientId();
}
