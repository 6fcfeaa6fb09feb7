using System.Net;
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

        var second = Tokens.Of(await RefreshAtPortalAsync(first.Refresh!));

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

    [Fact]
    public async Task Works_once()
    {
        using var browser = await NewBrowserAsync();
        var code = (await AuthorizeAsync(browser)).Code;
        (await RedeemAsync(code)).ShouldBeGranted();

        (await RedeemAsync(code)).ShouldBeRefused("invalid_grant");
    }

    // RFC 6749 §4.1.2.
    [Fact]
    public async Task Used_twice_ends_what_it_gave()
    {
        using var browser = await NewBrowserAsync();
        var code = (await AuthorizeAsync(browser, ("scope", "openid offline_access"))).Code;
        var tokens = Tokens.Of(await RedeemAsync(code));

        await RedeemAsync(code);

        (await RefreshAtPortalAsync(tokens.Refresh!)).ShouldBeRefused("invalid_grant");
    }

    [Theory]
    [InlineData("code_verifier", "another-verifier-of-43-characters-or-some-more")]
    [InlineData("redirect_uri", "http://localhost:5001/")]
    [InlineData("code", "no-code-at-all")]
    public async Task Gives_nothing_with_another(string parameter, string value)
    {
        using var browser = await NewBrowserAsync();

        (await RedeemAsync((await AuthorizeAsync(browser)).Code, (parameter, value))).ShouldBeRefused("invalid_grant");
    }

    [Theory]
    [InlineData("code_verifier")]
    [InlineData("redirect_uri")]
    [InlineData("code")]
    public async Task Gives_nothing_without(string parameter)
    {
        using var browser = await NewBrowserAsync();

        var answer = await RedeemAsync((await AuthorizeAsync(browser)).Code, (parameter, null));

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldBeOneOf("invalid_request", "invalid_grant");
    }

    private Task<Answer> RefreshAtPortalAsync(string refreshToken) =>
        TokenAsync(Form(("grant_type", "refresh_token"), ("refresh_token", refreshToken)), Basic(Portal, "portal-secret"));
}
