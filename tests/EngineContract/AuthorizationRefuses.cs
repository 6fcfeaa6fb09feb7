using Passkeys.EngineContract.Browsing;

namespace Passkeys.EngineContract;

public sealed class AuthorizationRefuses(ContractHost host) : CodeFlowCase(host)
{
    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("response_type", "nonsense", "unsupported_response_type")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "short", "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", "S512", "invalid_request")]
    [InlineData("scope", "openid passkeys.admin", "invalid_scope")]
    [InlineData("scope", "openid no-such-scope", "invalid_scope")]
    [InlineData("response_mode", "nonsense", "invalid_request")]
    [InlineData("prompt", "none login", "invalid_request")]
    [InlineData("max_age", "soon", "invalid_request")]
    [InlineData("max_age", "-1", "invalid_request")]
    public async Task At_the_redirect_uri(string parameter, string? value, string error)
    {
        using var browser = NewStrangersBrowser();

        var landing = await AuthorizeAsync(browser, (parameter, value));

        landing.Left.ShouldBeTrue();
        landing.Address.GetLeftPart(UriPartial.Path).ShouldBe(RedirectUri);
        landing.Error.ShouldBe(error);
        landing.Answer["state"].ShouldBe(State);
        landing.Answer.ShouldContainKey("iss");
        landing.Answer.ShouldNotContainKey("code");
    }

    // RFC 6749 §4.1.2.1: never a redirect to an address that is not the client's.
    [Theory]
    [InlineData("client_id", "nobody")]
    [InlineData("client_id", null)]
    [InlineData("redirect_uri", null)]
    [InlineData("redirect_uri", "http://localhost:5001/another")]
    [InlineData("redirect_uri", "http://localhost:5001/signin-passkeys/")]
    [InlineData("redirect_uri", "http://localhost:5001/signin-passkeys?more=1")]
    [InlineData("redirect_uri", "http://localhost:5001@evil.example/signin-passkeys")]
    [InlineData("redirect_uri", "/signin-passkeys")]
    [InlineData("redirect_uri", "javascript:alert(1)")]
    public async Task On_a_page_of_its_own(string parameter, string? value)
    {
        using var browser = await NewBrowserAsync();
        await browser.SignInAsync();

        var landing = await AuthorizeAsync(browser, (parameter, value));

        landing.Left.ShouldBeFalse();
        landing.AskedToSignIn.ShouldBeFalse();
    }

    [Fact]
    public async Task A_client_that_may_not_use_codes()
    {
        using var browser = await NewBrowserAsync();

        (await AuthorizeAsync(browser, ("client_id", NativeApp))).Left.ShouldBeFalse();
    }
}
