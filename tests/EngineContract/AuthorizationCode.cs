using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

public sealed class AuthorizationCode(ContractHost host) : CodeFlowCase(host)
{
    [Fact]
    public async Task Comes_with_state_and_issuer()
    {
        using var browser = await NewBrowserAsync();

        var landing = await AuthorizeAsync(browser);

        landing.Address.GetLeftPart(UriPartial.Path).ShouldBe(RedirectUri);
        landing.Answer["state"].ShouldBe(State);
        landing.Answer["iss"].ShouldBe((await Host.Caller.GetAsync("/.well-known/openid-configuration"))["issuer"]);
        landing.Answer.ShouldContainKey("code");
    }

    [Fact]
    public async Task Comes_without_a_state_where_there_was_none()
    {
        using var browser = await NewBrowserAsync();

        (await AuthorizeAsync(browser, ("state", null))).Answer.ShouldNotContainKey("state");
    }

    [Theory]
    [InlineData("a&b=c+d e%20f")]
    [InlineData("<script>'\"")]
    [InlineData("状態 état")]
    public async Task Comes_with_the_state_as_it_was(string state)
    {
        using var browser = await NewBrowserAsync();

        (await AuthorizeAsync(browser, ("state", state))).Answer["state"].ShouldBe(state);
        (await AuthorizeAsync(browser, ("state", state), ("response_mode", "form_post"))).Answer["state"].ShouldBe(state);
    }

    [Fact]
    public async Task Is_never_the_same()
    {
        using var browser = await NewBrowserAsync();

        (await AuthorizeAsync(browser)).Code.ShouldNotBe((await AuthorizeAsync(browser)).Code);
    }

    [Fact]
    public async Task Gives_an_id_token_of_this_sign_in()
    {
        using var browser = await NewBrowserAsync();

        var claims = Tokens.ClaimsOf((await SignInAsync(browser)).Id!);

        ((string?)claims["aud"]).ShouldBe(Portal);
        ((string?)claims["nonce"]).ShouldBe(Nonce);
        ((string?)claims["pool"]).ShouldBe(DemoPool);
        ((string?)claims["sid"]).ShouldNotBeNullOrEmpty();
        ((string?)claims["acr"]).ShouldBe("phr");
        claims["amr"]!.AsArray().Select(method => (string?)method).ShouldBe(["pop", "user", "mfa"], ignoreOrder: true);
        ((long)claims["auth_time"]!).ShouldBeInRange((long)claims["iat"]! - 60, (long)claims["iat"]!);
    }

    // OpenID Connect Core 1.0 §3.1.3.6.
    [Fact]
    public async Task Gives_an_id_token_bound_to_the_access_token()
    {
        using var browser = await NewBrowserAsync();

        var tokens = await SignInAsync(browser);

        ((string?)Tokens.ClaimsOf(tokens.Id!)["at_hash"]).ShouldBe(HalfHashOf(tokens.Access));
    }

    [Fact]
    public async Task Gives_an_access_token_of_the_same_person_pool_and_session()
    {
        using var browser = await NewBrowserAsync();

        var tokens = await SignInAsync(browser, ("scope", "openid demo-api"));

        var (id, access) = (Tokens.ClaimsOf(tokens.Id!), Tokens.ClaimsOf(tokens.Access));
        foreach (var claim in new[] { "sub", "pool", "sid", "auth_time", "acr" })
            access[claim].ShouldNotBeNull(claim).ToJsonString().ShouldBe(id[claim]!.ToJsonString());
        ((string?)access["client_id"]).ShouldBe(Portal);
        StringsOf(access["aud"]).ShouldContain("demo-api");
    }

    [Fact]
    public async Task Gives_no_id_token_without_openid()
    {
        using var browser = await NewBrowserAsync();

        var answer = (await RedeemAsync((await AuthorizeAsync(browser, ("scope", "demo-api"))).Code)).ShouldBeGranted();

        answer.Body.ContainsKey("id_token").ShouldBeFalse();
        Words(answer.Body["scope"]).ShouldBe(["demo-api"]);
    }

    [Fact]
    public async Task Gives_no_more_scope_than_the_request_asked_for()
    {
        using var browser = await NewBrowserAsync();

        var answer = await RedeemAsync((await AuthorizeAsync(browser)).Code, ("scope", "openid email demo-api"));

        Words(answer.ShouldBeGranted().Body["scope"]).ShouldBe(["openid"]);
    }

    [Fact]
    public async Task Gives_an_answer_that_no_cache_keeps()
    {
        using var browser = await NewBrowserAsync();

        (await RedeemAsync((await AuthorizeAsync(browser)).Code)).ShouldBeGranted().Headers["Cache-Control"].ShouldContain("no-store");
    }

    [Fact]
    public async Task Gives_the_scope_that_was_asked_for()
    {
        using var browser = await NewBrowserAsync();

        var answer = (await RedeemAsync((await AuthorizeAsync(browser, ("scope", "openid demo-api"))).Code)).ShouldBeGranted();

        Words(answer.Body["scope"]).ShouldBe(["openid", "demo-api"], ignoreOrder: true);
        answer.Body.ContainsKey("refresh_token").ShouldBeFalse();
    }

    [Fact]
    public async Task Gives_a_refresh_token_for_offline_access()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser, ("scope", "openid offline_access"));

        var second = Tokens.Of(await RefreshAsync(PortalApp, first));

        AuthenticationOf(second).ShouldBe(AuthenticationOf(first));
    }

    [Fact]
    public async Task Comes_for_a_request_that_is_posted()
    {
        using var browser = await NewBrowserAsync();

        var landing = await browser.OpenAsync("/connect/authorize", Request());

        (await RedeemAsync(landing.Code)).ShouldBeGranted();
    }

    [Fact]
    public async Task Comes_in_a_form_when_the_client_wants_it_so()
    {
        using var browser = await NewBrowserAsync();

        var landing = await AuthorizeAsync(browser, ("response_mode", "form_post"));

        landing.Address.ToString().ShouldBe(RedirectUri);
        landing.Answer["state"].ShouldBe(State);
        (await RedeemAsync(landing.Code)).ShouldBeGranted();
    }

    [Fact]
    public async Task Needs_no_nonce()
    {
        using var browser = await NewBrowserAsync();

        Tokens.ClaimsOf((await SignInAsync(browser, ("nonce", null))).Id!).ContainsKey("nonce").ShouldBeFalse();
    }
}
