using Microsoft.AspNetCore.WebUtilities;
using Passkeys.EngineContract.Browsing;

namespace Passkeys.EngineContract;

/// <summary>
/// What is wrong with a request itself. The embedded provider tells the client; Duende IdentityServer tells the person, on a page of the
/// host, and leaves the client out of it. Nobody gets a code on either.
/// </summary>
public sealed class AuthorizationRefuses(ContractHost host) : CodeFlowCase(host)
{
    private const string WhoIsTold = "Duende tells flaws of a request on a page (AuthorizeHttpWriter), so that nobody is redirected by a request that may be forged";

    [Theory]
    [InlineData("response_type", "nonsense", "unsupported_response_type")]
    [InlineData("response_type", "token", "unsupported_response_type", "unauthorized_client")]
    [InlineData("response_type", "code id_token", "unsupported_response_type", "unauthorized_client")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge", "short", "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge_method", "S512", "invalid_request")]
    [InlineData("code_challenge_method", null, "invalid_request")]
    [InlineData("scope", null, "invalid_scope", "invalid_request")]
    [InlineData("scope", "openid passkeys.admin", "invalid_scope")]
    [InlineData("scope", "openid no-such-scope", "invalid_scope")]
    [InlineData("response_mode", "nonsense", "invalid_request", "unsupported_response_type")]
    [InlineData("prompt", "none login", "invalid_request")]
    [InlineData("prompt", "nonsense", "invalid_request")]
    [InlineData("max_age", "soon", "invalid_request")]
    [InlineData("max_age", "-1", "invalid_request")]
    [InlineData("request", "eyJhbGciOiJub25lIn0.e30.", "request_not_supported", "invalid_request_object")]
    [InlineData("request_uri", "https://app.contract.example/request.jwt", "request_uri_not_supported")]
    [InlineData("acr_values", "tenant:no-such-pool", "invalid_request")]
    public async Task What_is_wrong_with(string parameter, string? value, string error, string? errorOfDuende = null)
    {
        using var browser = await NewBrowserAsync();
        await browser.SignInAsync();

        ShouldBeRefused(await AuthorizeAsync(browser, (parameter, value)), error, errorOfDuende ?? error);
    }

    // OAuth 2.0 Form Post Response Mode §2: errors travel as answers do.
    [Fact]
    public async Task In_the_way_that_the_request_names()
    {
        using var browser = NewStrangersBrowser();

        var landing = await AuthorizeAsync(browser, ("response_mode", "form_post"), ("prompt", "none"));

        landing.Address.ToString().ShouldBe(RedirectUri);
        landing.Error.ShouldBe("login_required");
        landing.Answer["state"].ShouldBe(State);
    }

    // RFC 9207 §2: errors name who sent them too.
    [Fact]
    public async Task With_the_issuer()
    {
        using var browser = NewStrangersBrowser();

        (await AuthorizeAsync(browser, ("prompt", "none"))).Answer["iss"].ShouldBe(Host.Origin);
    }

    [Fact]
    public async Task Without_a_state_where_there_was_none()
    {
        using var browser = NewStrangersBrowser();

        (await AuthorizeAsync(browser, ("prompt", "none"), ("state", null))).Answer.ShouldNotContainKey("state");
    }

    // RFC 6749 §4.1.2.1: never a redirect to an address that is not the client's.
    [Theory]
    [InlineData("client_id", "nobody")]
    [InlineData("client_id", null)]
    [InlineData("redirect_uri", null)]
    [InlineData("redirect_uri", "http://localhost:5001/another")]
    [InlineData("redirect_uri", "http://localhost:5001/signin-passkeys/")]
    [InlineData("redirect_uri", "http://localhost:5001/Signin-Passkeys")]
    [InlineData("redirect_uri", "http://LOCALHOST:5001/signin-passkeys")]
    [InlineData("redirect_uri", "http://localhost:5002/signin-passkeys")]
    [InlineData("redirect_uri", "http://localhost:5001/signin-passkeys?more=1")]
    [InlineData("redirect_uri", "http://localhost:5001/signin-passkeys#more")]
    [InlineData("redirect_uri", "http://localhost:5001/x/../signin-passkeys")]
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
    public async Task A_redirect_uri_of_another_client()
    {
        using var browser = await NewBrowserAsync();
        await browser.SignInAsync();

        (await AuthorizeAsync(browser, FirstApp with { RedirectUri = OtherApp.RedirectUri })).Left.ShouldBeFalse();
    }

    [Fact]
    public async Task A_client_that_may_not_use_codes()
    {
        using var browser = await NewBrowserAsync();

        (await AuthorizeAsync(browser, ("client_id", NativeApp))).Left.ShouldBeFalse();
    }

    [Fact]
    public async Task A_parameter_that_is_there_twice()
    {
        using var browser = await NewBrowserAsync();
        await browser.SignInAsync();

        var landing = await browser.OpenAsync(QueryHelpers.AddQueryString(AddressOf(Request()), "nonce", "another"));

        landing.Answer.ContainsKey("code").ShouldBe(Engine.Differs(
            "RFC 6749 §3.1 binds the client; Duende joins the values with a comma and checks what it then uses", embedded: false, duende: true));
    }

    // OAuth 2.0 Multiple Response Type Encoding Practices §2.1.
    [Fact]
    public async Task An_answer_in_the_fragment()
    {
        using var browser = await NewBrowserAsync();
        await browser.SignInAsync();

        var landing = await AuthorizeAsync(browser, ("response_mode", "fragment"));

        landing.Answer.ShouldNotContainKey("code");
        landing.Address.Fragment.Contains("code=", StringComparison.Ordinal).ShouldBe(Engine.Differs(
            "the mode is good for a code; the embedded provider has the two that the contract names", embedded: false, duende: true));
    }

    [Fact]
    public async Task What_is_longer_than_anybody_needs()
    {
        using var browser = await NewBrowserAsync();
        await browser.SignInAsync();

        (await AuthorizeAsync(browser, ("login_hint", new string('a', 3000)))).Answer.ShouldNotContainKey("code");
    }

    private static void ShouldBeRefused(Landing landing, string error, string errorOfDuende)
    {
        landing.AskedToSignIn.ShouldBeFalse();
        landing.Answer.ShouldNotContainKey("code");
        landing.Left.ShouldBe(Engine.Differs(WhoIsTold, embedded: true, duende: false));
        if (landing.Left)
            ShouldBeTold(landing, error);
        else
            landing.Text.ShouldContain(errorOfDuende);
    }

    private static void ShouldBeTold(Landing landing, string error)
    {
        landing.Address.GetLeftPart(UriPartial.Path).ShouldBe(RedirectUri);
        landing.Error.ShouldBe(error);
        landing.Answer["state"].ShouldBe(State);
        landing.Answer.ShouldContainKey("iss");
    }
}
