using System.Net;
using Microsoft.EntityFrameworkCore;
using Passkeys.IntegrationTests.Authorization;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Applications;

/// <summary>With a client goes all that was issued to it, and it does not come back with another of the same id.</summary>
public sealed class RemovingClients(SharedHosts hosts)
{
    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Databases))]
    public async Task Tokens_codes_and_consents_end_with_it(string database)
    {
        var host = await hosts.OnAsync(database);
        using var portal = await Portal.OpenAsync(host);
        var bearer = await host.AdministratorsTokenAsync();
        var app = (await host.RegisterAsync(ApplicationSteps.WebApp(portal.Site), bearer)).OrThrow();
        var id = app["clientId"];
        var tokens = Tokens.Of(await portal.RedeemAsync(await portal.CodeAsync(("client_id", id), ("scope", "openid offline_access")), ("client_id", id), ("client_secret", app["secret"])));
        await portal.CodeAsync(("client_id", id));

        (await host.ChangeClientAsync(HttpMethod.Delete, id, client: null, bearer)).ShouldBe(HttpStatusCode.NoContent);

        (await host.Caller.GetAsync("/connect/userinfo", tokens.Access)).ShouldBe(HttpStatusCode.Unauthorized);
        (await host.FindClientAsync(id, bearer)).ShouldBe(HttpStatusCode.NotFound, "not_found");
        (await portal.AuthorizeAsync(("client_id", id))).ErrorId().ShouldNotBeEmpty();
        (await host.QueryAsync(async db =>
            await db.TokenFamilies.CountAsync(f => f.ClientId == id) + await db.AuthorizationCodes.CountAsync(c => c.ClientId == id)
            + await db.Consents.CountAsync(c => c.ClientId == id) + await db.SessionClients.CountAsync(c => c.ClientId == id))).ShouldBe(0);
        (await host.QueryAsync(db => db.Sessions.CountAsync(s => s.Pool == new IdentityServer.Pools.PoolId(portal.Site.Pool) && s.ClientId == null))).ShouldBe(1);
    }

    [Fact]
    public async Task A_token_of_a_client_that_was_removed_is_none_of_another_with_its_id()
    {
        await using var host = await HostFixture.StartAsync(TestDatabase.Sqlite());
        var bearer = await host.AdministratorsTokenAsync();
        var app = ApplicationSteps.BackEndApp(host.Pool("demo")).With("clientId", "again");
        var token = Tokens.Of(await host.ClientTokenAsync("again", (await host.RegisterAsync(app, bearer)).OrThrow()["secret"], "passkeys.backend")).Access;
        var body = new System.Text.Json.Nodes.JsonObject { ["type"] = "authenticate" };
        (await host.Pool("demo").PostAsync("operations", body, token)).ShouldBe(HttpStatusCode.Created);

        host.Clock.Advance(TimeSpan.FromSeconds(2));
        (await host.ChangeClientAsync(HttpMethod.Delete, "again", client: null, bearer)).OrThrow();
        (await host.Pool("demo").PostAsync("operations", body, token)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
        (await host.RegisterAsync(app, bearer)).OrThrow();

        (await host.Pool("demo").PostAsync("operations", body, token)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
    }
}
