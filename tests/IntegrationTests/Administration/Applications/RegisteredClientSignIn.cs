using System.Net;
using Passkeys.IntegrationTests.Authorization;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Applications;

/// <summary>A client that an administrator registered works from the next call on, on either database.</summary>
public sealed class RegisteredClientSignIn(SharedHosts hosts)
{
    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Databases))]
    public async Task People_sign_in_to_it_with_the_code_flow(string database)
    {
        var host = await hosts.OnAsync(database);
        using var portal = await Portal.OpenAsync(host);
        var app = (await host.RegisterAsync(ApplicationSteps.WebApp(portal.Site), await host.AdministratorsTokenAsync())).OrThrow();

        var code = await portal.CodeAsync(("client_id", app["clientId"]), ("scope", "openid offline_access"));
        var tokens = Tokens.Of(await portal.RedeemAsync(code, ("client_id", app["clientId"]), ("client_secret", app["secret"])));

        ((string)Tokens.ClaimsOf(tokens.Id!)["aud"]!).ShouldBe(app["clientId"]);
        tokens.Refresh.ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task People_sign_in_to_it_with_the_passkey_grant(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        var app = (await host.RegisterAsync(ApplicationSteps.NativeApp(site), await host.AdministratorsTokenAsync())).OrThrow();

        var tokens = await site.SignInAsync(phone, app["clientId"], "openid offline_access");

        (await host.RefreshAsync(tokens.Refresh!, app["clientId"])).ShouldBe(HttpStatusCode.OK);
        (await host.Caller.GetAsync("/connect/userinfo", tokens.Access)).ShouldBe(HttpStatusCode.OK);
        phone.Dispose();
    }

    [Fact]
    public async Task A_back_end_gets_a_token_of_its_own_with_the_secret_and_not_without()
    {
        var host = hosts.Sqlite;
        var app = (await host.RegisterAsync(ApplicationSteps.BackEndApp(await host.NewPoolAsync()), await host.AdministratorsTokenAsync())).OrThrow();

        (await host.ClientTokenAsync(app["clientId"], app["secret"], "passkeys.backend")).ShouldBe(HttpStatusCode.OK);
        (await host.ClientTokenAsync(app["clientId"], app["secret"] + "x", "passkeys.backend")).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
        (await host.TokenAsync(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = app["clientId"] })).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Fact]
    public async Task Its_page_may_read_the_answers_of_the_provider_from_then_on()
    {
        var host = hosts.Sqlite;
        var site = await host.NewPoolAsync();
        var app = ApplicationSteps.WebApp(site).With("type", "public").With("redirectUris", new System.Text.Json.Nodes.JsonArray("https://spa-of-a-test.example.com/callback"));
        (await AllowedAsync(host)).ShouldBeFalse();

        (await host.RegisterAsync(app, await host.AdministratorsTokenAsync())).OrThrow();

        (await AllowedAsync(host)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_pool_that_is_connected_later_is_served_and_one_that_is_disconnected_no_more()
    {
        var (host, bearer) = (hosts.Sqlite, await hosts.Sqlite.AdministratorsTokenAsync());
        var (first, second) = (await host.NewPoolAsync(), await host.NewPoolAsync());
        var (phone, _) = await second.NewPersonAsync();
        var app = (await host.RegisterAsync(ApplicationSteps.NativeApp(first), bearer)).OrThrow()["clientId"];
        (await second.SignInOptionsAsync(clientId: app)).ShouldName("clientId");

        (await host.AdministerAsync(HttpMethod.Put, $"pools/{second.Pool}/clients/{app}", body: null, bearer)).ShouldBe(HttpStatusCode.NoContent);
        var tokens = await second.SignInAsync(phone, app, "openid offline_access");
        (await host.AdministerAsync(HttpMethod.Delete, $"pools/{second.Pool}/clients/{app}", body: null, bearer)).ShouldBe(HttpStatusCode.NoContent);

        (await host.RefreshAsync(tokens.Refresh!, app)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await host.Caller.GetAsync("/connect/userinfo", tokens.Access)).ShouldBe(HttpStatusCode.Unauthorized);
        (await host.AdministerAsync(HttpMethod.Delete, $"pools/{first.Pool}/clients/{app}", body: null, bearer)).ShouldName("pools");
        phone.Dispose();
    }

    private static async Task<bool> AllowedAsync(HostFixture host)
    {
        using var browser = host.NewBrowser();
        browser.DefaultRequestHeaders.Add("Origin", "https://spa-of-a-test.example.com");
        using var response = await browser.GetAsync("/.well-known/openid-configuration");
        return response.Headers.Contains("Access-Control-Allow-Origin");
    }
}
