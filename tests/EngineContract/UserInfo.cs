using System.Net;
using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

public sealed class UserInfo(ContractHost host) : CodeFlowCase(host)
{
    [Fact]
    public async Task Tells_what_the_scope_allows()
    {
        using var phone = Demo.NewPhone();
        var identifier = NewIdentifier();
        await Demo.SignUpAsync(identifier, phone);
        var tokens = await Demo.SignInAsync(phone);

        var claims = (await UserInfoAsync(tokens.Access)).ShouldBeGranted().Body;

        ((string?)claims["sub"]).ShouldBe((string?)Tokens.ClaimsOf(tokens.Id!)["sub"]);
        ((string?)claims["pool"]).ShouldBe(DemoPool);
        ((string?)claims["email"]).ShouldBe(identifier);
        ((string?)claims["preferred_username"]).ShouldBe(identifier);
        ((string?)claims["name"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Tells_nothing_more()
    {
        var tokens = await NewTokensAsync(scope: "openid");

        var claims = (await UserInfoAsync(tokens.Access)).ShouldBeGranted().Body;

        claims.Select(claim => claim.Key).ShouldBe(["sub", "pool"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("openid email", "email")]
    [InlineData("openid profile", "preferred_username")]
    public async Task Tells_by_scope(string scope, string claim)
    {
        var claims = (await UserInfoAsync((await NewTokensAsync(scope: scope)).Access)).ShouldBeGranted().Body;

        claims.ContainsKey(claim).ShouldBeTrue();
        claims.ContainsKey(claim == "email" ? "preferred_username" : "email").ShouldBeFalse();
    }

    [Fact]
    public async Task Answers_for_the_code_flow()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, ("scope", "openid email"));

        var claims = (await UserInfoAsync(tokens.Access)).ShouldBeGranted().Body;

        ((string?)claims["sub"]).ShouldBe(AuthenticationOf(tokens).Subject);
        ((string?)claims["email"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Answers_for_a_token_that_was_refreshed()
    {
        var second = Tokens.Of(await RefreshAsync((await NewTokensAsync()).Refresh));

        (await UserInfoAsync(second.Access)).ShouldBeGranted();
    }

    [Fact]
    public async Task Answers_in_json_that_no_cache_keeps()
    {
        var answer = (await UserInfoAsync((await NewTokensAsync()).Access)).ShouldBeGranted();

        answer.Headers["Content-Type"].ShouldStartWith("application/json");
        answer.Headers["Cache-Control"].ShouldContain("no-store");
    }

    [Fact]
    public async Task Answers_a_post()
    {
        var tokens = await NewTokensAsync();

        (await Host.Caller.SendAsync(HttpMethod.Post, "/connect/userinfo", content: null, tokens.Access)).ShouldBeGranted();
    }

    [Fact]
    public async Task Answers_a_reference_token()
    {
        var tokens = await NewTokensAsync(ReferenceApp, "openid demo-api");

        (await UserInfoAsync(tokens.Access)).ShouldBeGranted();
    }

    [Fact]
    public async Task Needs_a_token()
    {
        var answer = await UserInfoAsync(token: null);

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers["WWW-Authenticate"].ShouldStartWith("Bearer");
    }

    // RFC 6750 §2.3: a token in an address ends up in logs.
    [Fact]
    public async Task Refuses_a_token_in_the_address()
    {
        var tokens = await NewTokensAsync();

        (await Host.Caller.GetAsync("/connect/userinfo?access_token=" + tokens.Access)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // RFC 6750 §2.2.
    [Fact]
    public async Task Has_its_own_mind_about_a_token_in_a_form()
    {
        var form = Form(("access_token", (await NewTokensAsync()).Access));

        (await Host.Caller.PostFormAsync("/connect/userinfo", form)).Status.ShouldBe(
            Engine.Differs("RFC 6750 §2.2 is optional; Duende has it", HttpStatusCode.Unauthorized, HttpStatusCode.OK));
    }

    [Fact]
    public async Task Refuses_a_clients_own_token()
    {
        var token = (await TokenAsync(Form(("grant_type", "client_credentials")), Basic("backend", "backend-secret")))["access_token"];

        ((int)(await UserInfoAsync(token)).Status).ShouldBeOneOf(401, 403);
    }

    [Fact]
    public async Task Refuses_a_token_without_openid()
    {
        var tokens = await NewTokensAsync(scope: "demo-api");

        var answer = await UserInfoAsync(tokens.Access);

        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers["WWW-Authenticate"].ShouldContain("insufficient_scope");
    }

    [Fact]
    public async Task Refuses_an_id_token() => (await UserInfoAsync((await NewTokensAsync()).Id)).ShouldBeInvalidToken();

    [Fact]
    public async Task Refuses_a_refresh_token() => (await UserInfoAsync((await NewTokensAsync()).Refresh)).ShouldBeInvalidToken();

    [Fact]
    public async Task Refuses_a_token_with_other_claims()
    {
        var parts = (await NewTokensAsync()).Access.Split('.');
        var claimsOfAnother = (await NewTokensAsync()).Access.Split('.')[1];

        (await UserInfoAsync($"{parts[0]}.{claimsOfAnother}.{parts[2]}")).ShouldBeInvalidToken();
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.")]
    public async Task Refuses_what_is_no_token(string token) => (await UserInfoAsync(token)).ShouldBeInvalidToken();
}
