using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Applications;

/// <summary>Registering, reading and replacing clients by the API.</summary>
public sealed class EditingClients(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;
    private string _bearer = "";

    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    private HostFixture Host => hosts.Sqlite;

    public async ValueTask InitializeAsync() => (_site, _bearer) = (await Host.NewPoolAsync(), await Host.AdministratorsTokenAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_registered_client_is_told_with_its_secret_once()
    {
        var created = await Host.RegisterAsync(ApplicationSteps.WebApp(_site), _bearer);

        created.ShouldBe(HttpStatusCode.Created);
        created.Headers["Location"].ShouldBe($"/admin/api/clients/{created["clientId"]}");
        created["secret"].Length.ShouldBe(43);
        var found = (await Host.FindClientAsync(created["clientId"], _bearer)).OrThrow();
        found.Text.ShouldNotContain(created["secret"]);
        found.Body.ContainsKey("secret").ShouldBeFalse();
        (found["type"], found["source"], (bool)found.Body["editable"]!, found["accessTokenType"]).ShouldBe(("confidential", "administration", true, "jwt"));
        found.Body["secrets"]!.AsArray().Single()!.AsObject().Select(member => member.Key).ShouldBe(["id", "createdAt"], ignoreOrder: true);
        found.Headers["ETag"].ShouldBe(created.Headers["ETag"]);
    }

    [Fact]
    public async Task Only_the_hash_of_a_secret_is_kept_and_nothing_of_it_is_logged()
    {
        var created = (await Host.RegisterAsync(ApplicationSteps.WebApp(_site), _bearer)).OrThrow();

        var row = await Host.QueryAsync(db => db.RegisteredClients.AsNoTracking().SingleAsync(client => client.ClientId == created["clientId"]));

        row.Document.ShouldNotContain(created["secret"]);
        Host.Log.Lines.ShouldAllBe(line => !line.Contains(created["secret"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_of_the_configuration_is_shown_and_not_edited()
    {
        var found = (await Host.FindClientAsync("demo-portal", _bearer)).OrThrow();

        (found["source"], (bool)found.Body["editable"]!, found.Body["secrets"]!.AsArray().Count).ShouldBe(("configuration", false, 1));
        found.Headers.ContainsKey("ETag").ShouldBeFalse();
        (await Host.ChangeClientAsync(HttpMethod.Put, "demo-portal", ApplicationSteps.WebApp(_site), "\"x\"", _bearer)).ShouldBe(HttpStatusCode.Conflict, "client_configured");
        (await Host.ChangeClientAsync(HttpMethod.Delete, "demo-portal", client: null, "\"x\"", _bearer)).ShouldBe(HttpStatusCode.Conflict, "client_configured");
        (await Host.AdministerAsync(HttpMethod.Post, "clients/demo-portal/secrets", body: null, _bearer)).ShouldBe(HttpStatusCode.Conflict, "client_configured");
    }

    [Theory]
    [InlineData("demo-portal")]
    [InlineData("demo-api")]
    public async Task An_id_that_somebody_has_is_not_given_again(string id) =>
        (await Host.RegisterAsync(ApplicationSteps.WebApp(_site).With("clientId", id), _bearer)).ShouldBe(HttpStatusCode.Conflict, "client_exists");

    [Fact]
    public async Task An_id_is_registered_once()
    {
        var id = (await Host.RegisterAsync(ApplicationSteps.WebApp(_site), _bearer)).OrThrow()["clientId"];

        (await Host.RegisterAsync(ApplicationSteps.NativeApp(_site).With("clientId", id), _bearer)).ShouldBe(HttpStatusCode.Conflict, "client_exists");
    }

    [Theory]
    [InlineData("clientId", "\"a/b\"")]
    [InlineData("clientId", "\"..\"")]
    [InlineData("clientId", "\"new\"")]
    [InlineData("clientId", "7")]
    [InlineData("name", "\"a\\nb\"")]
    [InlineData("type", "\"secretive\"")]
    [InlineData("grantTypes", "[\"password\"]")]
    [InlineData("grantTypes", "\"authorization_code\"")]
    [InlineData("scopes", "[\"openid\",\"offline_access\",\"nothing\"]")]
    [InlineData("scopes", "[\"openid\"]")]
    [InlineData("pools", "[]")]
    [InlineData("pools", "[\"nowhere\"]")]
    [InlineData("pools", "[\"No Pool\"]")]
    [InlineData("redirectUris", "[]")]
    [InlineData("redirectUris", "[\"http://app.example.com/\"]")]
    [InlineData("redirectUris", "[\"javascript:alert(1)\"]")]
    [InlineData("redirectUris", "[\"https://app.example.com/*\"]")]
    [InlineData("postLogoutRedirectUris", "[\"app\"]")]
    [InlineData("backChannelLogoutUri", "\"http://app.example.com/\"")]
    [InlineData("allowedCorsOrigins", "[\"https://app.example.com/\"]")]
    [InlineData("accessTokenType", "\"paper\"")]
    [InlineData("accessTokenLifetimeSeconds", "0")]
    [InlineData("accessTokenLifetimeSeconds", "400000000")]
    [InlineData("refreshTokenLifetimeSeconds", "60")]
    [InlineData("jwks", "{\"keys\":[]}")]
    [InlineData("jwks", "\"https://app.example.com/jwks\"")]
    public async Task What_cannot_be_is_refused_by_its_member(string member, string json)
    {
        var answer = await Host.RegisterAsync(ApplicationSteps.WebApp(_site).With(member, JsonNode.Parse(json)), _bearer);

        answer.ShouldBe(HttpStatusCode.BadRequest, "invalid_request");
        answer["member"].ShouldBe(member, answer.Text);
    }

    [Fact]
    public async Task Access_tokens_do_not_outlive_the_key_that_signed_them()
    {
        var app = ApplicationSteps.WebApp(_site).With("accessTokenLifetimeSeconds", 30_000_000).With("refreshTokenLifetimeSeconds", 30_000_000);

        (await Host.RegisterAsync(app, _bearer)).ShouldName("accessTokenLifetimeSeconds");
    }

    [Fact]
    public async Task A_secret_is_never_the_callers_to_choose()
    {
        var app = ApplicationSteps.WebApp(_site).With("secret", "portal-secret").With("secrets", new JsonArray("portal-secret")).With("secretHashes", new JsonArray("x"));

        (await Host.RegisterAsync(app, _bearer)).OrThrow()["secret"].ShouldNotBe("portal-secret");
    }

    [Fact]
    public async Task A_public_client_has_nothing_to_authenticate_with_for_ever()
    {
        var created = (await Host.RegisterAsync(ApplicationSteps.NativeApp(_site), _bearer)).OrThrow();
        var id = created["clientId"];

        created.Body.ContainsKey("secret").ShouldBeFalse();
        (await Host.AdministerAsync(HttpMethod.Post, $"clients/{id}/secrets", body: null, _bearer)).ShouldBe(HttpStatusCode.Conflict, "public_client");
        (await Host.ChangeClientAsync(HttpMethod.Put, id, ApplicationSteps.NativeApp(_site).With("type", "confidential"), _bearer)).ShouldName("type");
        (await Host.ChangeClientAsync(HttpMethod.Put, id, ApplicationSteps.NativeApp(_site).With("clientId", "other"), _bearer)).ShouldName("clientId");
        (await Host.ChangeClientAsync(HttpMethod.Put, id, ApplicationSteps.NativeApp(_site).With("grantTypes", new JsonArray("client_credentials")).With("scopes", new JsonArray("passkeys.admin")), _bearer))
            .ShouldName("grantTypes");
    }

    [Fact]
    public async Task A_replacement_needs_the_version_that_was_read()
    {
        var created = (await Host.RegisterAsync(ApplicationSteps.WebApp(_site), _bearer)).OrThrow();
        var (id, app) = (created["clientId"], ApplicationSteps.WebApp(_site).With("name", "Renamed"));

        (await Host.ChangeClientAsync(HttpMethod.Put, id, app, version: null, _bearer)).ShouldBe(HttpStatusCode.PreconditionRequired, "precondition_required");
        (await Host.ChangeClientAsync(HttpMethod.Delete, id, client: null, version: null, _bearer)).ShouldBe(HttpStatusCode.PreconditionRequired);
        var changed = await Host.ChangeClientAsync(HttpMethod.Put, id, app, created.Headers["ETag"], _bearer);
        changed.ShouldBe(HttpStatusCode.OK);
        changed["name"].ShouldBe("Renamed");
        changed.Headers["ETag"].ShouldNotBe(created.Headers["ETag"]);
        (await Host.ChangeClientAsync(HttpMethod.Put, id, app, created.Headers["ETag"], _bearer)).ShouldBe(HttpStatusCode.PreconditionFailed, "precondition_failed");
        (await Host.ChangeClientAsync(HttpMethod.Delete, id, client: null, created.Headers["ETag"], _bearer)).ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_two_changes_of_one_version_one_wins(string database)
    {
        var host = await hosts.OnAsync(database);
        var (site, bearer) = (await host.NewPoolAsync(), await host.AdministratorsTokenAsync());
        var created = (await host.RegisterAsync(ApplicationSteps.WebApp(site), bearer)).OrThrow();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number =>
            host.ChangeClientAsync(HttpMethod.Put, created["clientId"], ApplicationSteps.WebApp(site).With("name", $"Name {number}"), created.Headers["ETag"], bearer)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed).ShouldBe(5);
        (await host.FindClientAsync(created["clientId"], bearer))["name"].ShouldBe(answers.Single(answer => answer.Status == HttpStatusCode.OK)["name"]);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_two_registrations_of_one_id_one_wins(string database)
    {
        var host = await hosts.OnAsync(database);
        var (site, bearer) = (await host.NewPoolAsync(), await host.AdministratorsTokenAsync());
        var app = ApplicationSteps.NativeApp(site).With("clientId", $"twice-{site.Pool}");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.RegisterAsync(app, bearer)));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Error == "client_exists").ShouldBe(5);
    }

    [Fact]
    public async Task A_client_that_is_disabled_gets_nothing_until_it_is_enabled_again()
    {
        var (phone, _) = await _site.NewPersonAsync();
        var id = (await Host.RegisterAsync(ApplicationSteps.NativeApp(_site), _bearer)).OrThrow()["clientId"];
        var tokens = await _site.SignInAsync(phone, id, "openid offline_access");

        (await Host.ChangeClientAsync(HttpMethod.Put, id, ApplicationSteps.NativeApp(_site).With("enabled", false), _bearer)).ShouldBe(HttpStatusCode.OK);

        (await Host.RefreshAsync(tokens.Refresh!, id)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
        (await Host.Caller.GetAsync("/connect/userinfo", tokens.Access)).ShouldBe(HttpStatusCode.Unauthorized);
        (await _site.SignInOptionsAsync(clientId: id)).ShouldName("clientId");
        (await Host.ChangeClientAsync(HttpMethod.Put, id, ApplicationSteps.NativeApp(_site), _bearer)).ShouldBe(HttpStatusCode.OK);
        (await Host.RefreshAsync(tokens.Refresh!, id)).ShouldBe(HttpStatusCode.OK);
        phone.Dispose();
    }

    [Fact]
    public async Task A_scope_that_is_taken_from_a_client_is_gone_from_its_tokens()
    {
        var (phone, _) = await _site.NewPersonAsync();
        var id = (await Host.RegisterAsync(ApplicationSteps.NativeApp(_site), _bearer)).OrThrow()["clientId"];
        var tokens = await _site.SignInAsync(phone, id, "openid offline_access demo-api");

        (await Host.ChangeClientAsync(HttpMethod.Put, id, ApplicationSteps.NativeApp(_site).With("scopes", new JsonArray("openid", "offline_access")), _bearer)).ShouldBe(HttpStatusCode.OK);

        (await Host.Caller.GetAsync("/connect/userinfo", tokens.Access)).ShouldBe(HttpStatusCode.Unauthorized);
        (await Host.RefreshAsync(tokens.Refresh!, id)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        phone.Dispose();
    }

    [Fact]
    public async Task The_last_pool_of_a_client_that_administers_is_not_taken_by_the_way()
    {
        var app = ApplicationSteps.BackEndApp(_site).With("scopes", new JsonArray("passkeys.admin"));
        var id = (await Host.RegisterAsync(app, _bearer)).OrThrow()["clientId"];

        (await Host.AdministerAsync(HttpMethod.Delete, $"pools/{_site.Pool}/clients/{id}", body: null, _bearer)).ShouldName("pools");
    }

    [Fact]
    public async Task Changes_are_audited_with_what_was_changed_and_by_whom()
    {
        var id = (await Host.RegisterAsync(ApplicationSteps.WebApp(_site), _bearer)).OrThrow()["clientId"];
        (await Host.ChangeClientAsync(HttpMethod.Put, id, ApplicationSteps.WebApp(_site).With("name", "Renamed").With("redirectUris", new JsonArray(ApplicationSteps.OtherUri)), _bearer)).OrThrow();
        var secret = (await Host.AdministerAsync(HttpMethod.Post, $"clients/{id}/secrets", body: null, _bearer)).OrThrow()["id"];
        (await Host.AdministerAsync(HttpMethod.Delete, $"clients/{id}/secrets/{secret}", body: null, _bearer)).OrThrow();
        (await Host.ChangeClientAsync(HttpMethod.Delete, id, client: null, _bearer)).OrThrow();

        var audit = await Host.QueryAsync(db => db.Audit.AsNoTracking().Where(entry => entry.ClientId == id).OrderBy(entry => entry.Id).ToListAsync());

        audit.Select(entry => entry.Event).ShouldBe(
            [AuditEvent.ClientCreated, AuditEvent.ClientChanged, AuditEvent.ClientSecretAdded, AuditEvent.ClientSecretRemoved, AuditEvent.ClientRemoved], ignoreOrder: true);
        audit.ShouldAllBe(entry => entry.Actor == "client:admin-cli" && entry.Pool == null);
        audit.Single(entry => entry.Event == AuditEvent.ClientChanged).Reason.ShouldBe("name redirectUris");
    }

    [Fact]
    public async Task Clients_are_listed_in_parts_by_id_and_found_by_a_part_of_the_name()
    {
        var word = $"Needle {_site.Pool}";
        for (var number = 0; number < 3; number++)
            (await Host.RegisterAsync(ApplicationSteps.NativeApp(_site).With("name", $"{word} {number}"), _bearer)).OrThrow();

        var first = (await Host.AdministerAsync(HttpMethod.Get, $"clients?limit=2&search={Uri.EscapeDataString(word.ToUpperInvariant())}", body: null, _bearer)).OrThrow();
        var second = (await Host.AdministerAsync(HttpMethod.Get, $"clients?limit=2&search={Uri.EscapeDataString(word)}&cursor={first["next"]}", body: null, _bearer)).OrThrow();

        (first.Body["items"]!.AsArray().Count, second.Body["items"]!.AsArray().Count, second.Body.ContainsKey("next")).ShouldBe((2, 1, false));
        var ofPool = (await Host.AdministerAsync(HttpMethod.Get, $"clients?pool={_site.Pool}&limit=200", body: null, _bearer)).OrThrow().Body["items"]!.AsArray();
        ofPool.ShouldAllBe(client => client!["pools"]!.AsArray().Any(pool => (string)pool! == _site.Pool));
        ofPool.Count.ShouldBeGreaterThanOrEqualTo(3);
    }
}
