using System.Net;
using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>Introspection (RFC 7662): an API sees tokens for it, a client its own.</summary>
public sealed class Introspection(ContractHost host) : CodeFlowCase(host)
{
    [Theory]
    [InlineData(NativeApp)]
    [InlineData(ReferenceApp)]
    public async Task Tells_an_api_what_a_token_for_it_says(string clientId)
    {
        var tokens = await NewTokensAsync(clientId, "openid demo-api");

        var answer = await IntrospectAsync(tokens.Access);

        answer.ShouldBeActive();
        ((string?)answer.Body["iss"]).ShouldBe(Host.Origin);
        ((string?)answer.Body["client_id"]).ShouldBe(clientId);
        ((string?)answer.Body["sub"]).ShouldBe((string?)Tokens.ClaimsOf(tokens.Id!)["sub"]);
        ((string?)answer.Body["pool"]).ShouldBe(DemoPool);
        ((string?)answer.Body["sid"]).ShouldBe((string?)Tokens.ClaimsOf(tokens.Id!)["sid"]);
        ((string?)answer.Body["acr"]).ShouldBe("phr");
        StringsOf(answer.Body["amr"]).ShouldBe(["pop", "user", "mfa"], ignoreOrder: true);
        ((long)answer.Body["auth_time"]!).ShouldBe((long)Tokens.ClaimsOf(tokens.Id!)["auth_time"]!);
        StringsOf(answer.Body["aud"]).ShouldContain("demo-api");
        ((long)answer.Body["exp"]! - (long)answer.Body["iat"]!).ShouldBe(600);
    }

    // RFC 9470 §6.2: so that an API can tell whether the authentication is enough. Of the code flow too.
    [Fact]
    public async Task Tells_an_api_when_and_how_the_person_was_authenticated()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, ("scope", "openid demo-api"));

        var answer = await IntrospectAsync(tokens.Access);

        foreach (var claim in new[] { "auth_time", "acr", "amr", "sid" })
            answer.Body[claim].ShouldNotBeNull().ToJsonString().ShouldBe(Tokens.ClaimsOf(tokens.Id!)[claim]!.ToJsonString());
    }

    // §2.2 and §5: an API may be told of its own scopes alone.
    [Fact]
    public async Task Tells_an_api_of_the_scope()
    {
        var tokens = await NewTokensAsync(scope: "openid demo-api");

        Words((await IntrospectAsync(tokens.Access)).Body["scope"]).ShouldBe(
            Engine.Differs("Duende tells an API of its own scopes only, which §5 welcomes", new[] { "openid", "demo-api" }, ["demo-api"]), ignoreOrder: true);
    }

    [Fact]
    public async Task Tells_an_api_of_a_token_of_the_code_flow()
    {
        using var browser = await NewBrowserAsync();

        (await IntrospectAsync((await SignInAsync(browser, ("scope", "openid demo-api"))).Access)).ShouldBeActive();
    }

    [Fact]
    public async Task Tells_an_api_that_authenticates_in_the_form() =>
        (await AskAsync(Form(("token", (await NewTokensAsync()).Access), ("client_id", "demo-api"), ("client_secret", "api-secret")))).ShouldBeActive();

    [Fact]
    public async Task Tells_an_api_nothing_of_a_token_for_another_audience() =>
        (await IntrospectAsync((await NewTokensAsync(scope: "openid passkeys")).Access)).ShouldBeInactive();

    [Fact]
    public async Task Tells_an_api_nothing_of_a_clients_own_token_for_another_audience()
    {
        var token = (await TokenAsync(Form(("grant_type", "client_credentials"), ("scope", "passkeys.backend")), Basic("backend", "backend-secret")))["access_token"];

        (await IntrospectAsync(token)).ShouldBeInactive();
    }

    [Fact]
    public async Task Tells_an_api_nothing_of_a_refresh_token() =>
        (await IntrospectAsync((await NewTokensAsync()).Refresh)).ShouldBeInactive();

    [Fact]
    public async Task Tells_an_api_nothing_of_an_id_token() =>
        (await IntrospectAsync((await NewTokensAsync()).Id)).ShouldBeInactive();

    [Theory]
    [InlineData("nothing")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.")]
    public async Task Tells_an_api_nothing_of_what_is_no_token(string token) => (await IntrospectAsync(token)).ShouldBeInactive();

    // §2.1: a hint is only a hint.
    [Theory]
    [InlineData("access_token")]
    [InlineData("refresh_token")]
    [InlineData("nonsense")]
    public async Task Finds_the_token_whatever_the_hint_says(string hint) =>
        (await AskAsync(Form(("token", (await NewTokensAsync()).Access), ("token_type_hint", hint)), "demo-api", "api-secret")).ShouldBeActive();

    [Fact]
    public async Task Tells_a_client_of_its_own_access_token()
    {
        var token = (await TokenAsync(Form(("grant_type", "client_credentials"), ("scope", "passkeys.backend")), Basic("backend", "backend-secret")))["access_token"];

        var answer = await AskAsync(token, "backend", "backend-secret");

        answer.ShouldBeActive();
        ((string?)answer.Body["client_id"]).ShouldBe("backend");
        answer.Body.ContainsKey("sub").ShouldBeFalse();
    }

    [Fact]
    public async Task Tells_a_client_of_its_own_refresh_token()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, ("scope", "openid offline_access"));

        var answer = await AskAsync(tokens.Refresh!, Portal, "portal-secret");

        answer.ShouldBeActive();
        ((string?)answer.Body["client_id"]).ShouldBe(Portal);
        ((string?)answer.Body["sub"]).ShouldBe(AuthenticationOf(tokens).Subject);
        Words(answer.Body["scope"]).ShouldBe(["openid", "offline_access"], ignoreOrder: true);
    }

    [Fact]
    public async Task Tells_a_client_that_its_refresh_token_was_used()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, ("scope", "openid offline_access"));
        (await RefreshAsync(PortalApp, tokens)).ShouldBeGranted();

        (await AskAsync(tokens.Refresh!, Portal, "portal-secret")).ShouldBeInactive();
    }

    [Fact]
    public async Task Looks_at_a_refresh_token_without_using_it()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, ("scope", "openid offline_access"));
        await AskAsync(tokens.Refresh!, Portal, "portal-secret");

        (await RefreshAsync(PortalApp, tokens)).ShouldBeGranted();
    }

    [Fact]
    public async Task Tells_a_client_nothing_of_a_token_of_another_client()
    {
        var tokens = await NewTokensAsync();

        (await AskAsync(tokens.Access, "backend", "backend-secret")).ShouldBeInactive();
        (await AskAsync(tokens.Refresh!, "backend", "backend-secret")).ShouldBeInactive();
        (await RefreshAsync(tokens.Refresh)).ShouldBeGranted();
    }

    [Fact]
    public async Task Answers_so_that_no_cache_keeps_it() =>
        (await IntrospectAsync((await NewTokensAsync()).Access)).Headers["Cache-Control"].ShouldContain("no-store");

    [Fact]
    public async Task Needs_a_token()
    {
        var answer = await AskAsync(Form(), "demo-api", "api-secret");

        answer.ShouldBeRefused(Engine.Differs("RFC 7662 §2.3 names no code", "invalid_request", "missing_token"));
    }

    [Fact]
    public async Task Refuses_a_wrong_secret() =>
        (await AskAsync("any", "demo-api", "wrong")).Status.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Refuses_the_secret_of_another() =>
        (await AskAsync("any", "demo-api", "portal-secret")).Status.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Refuses_a_stranger() =>
        (await AskAsync(Form(("token", "any")))).Status.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Refuses_an_access_token_instead_of_a_secret()
    {
        var access = (await NewTokensAsync()).Access;
        using var form = new FormUrlEncodedContent(Form(("token", access)));

        ((int)(await Host.Caller.SendAsync(HttpMethod.Post, "/connect/introspect", form, access)).Status).ShouldBeOneOf(400, 401);
    }

    [Fact]
    public async Task Of_a_public_client_tells_nothing_of_others()
    {
        var token = (await NewTokensAsync(ReferenceApp, "openid demo-api")).Access;

        var answer = await AskAsync(Form(("token", token), ("client_id", NativeApp)));

        answer.Status.ShouldBe(Engine.Differs("§2.1 leaves the authorization to the server; Duende lets a public client ask about its own tokens", HttpStatusCode.Unauthorized, HttpStatusCode.OK));
        answer.Text.ShouldNotContain("\"active\":true");
    }

    private Task<Answer> AskAsync(string token, string id, string secret) => AskAsync(Form(("token", token)), id, secret);

    private Task<Answer> AskAsync(Dictionary<string, string> form, string id, string secret) =>
        Host.Caller.PostFormAsync("/connect/introspect", form, Basic(id, secret));

    private Task<Answer> AskAsync(Dictionary<string, string> form) => Host.Caller.PostFormAsync("/connect/introspect", form);
}
