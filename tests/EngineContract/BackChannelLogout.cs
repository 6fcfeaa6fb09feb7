using System.Text.Json.Nodes;
using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>Applications are told that a session ended (OpenID Connect Back-Channel Logout 1.0). A loopback listener of this suite is told.</summary>
public sealed class BackChannelLogout(ContractHost host) : CodeFlowCase(host)
{
    // §2.4 and §4.
    [Fact]
    public async Task Comes_with_a_token_that_has_every_claim_it_must_have_and_no_nonce()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, FirstApp);

        await SignOutAsync(browser);

        var claims = Tokens.ClaimsOf(await ArrivalAsync(FirstApp, tokens));
        ((string?)claims["iss"]).ShouldBe(Host.Origin);
        ((string?)claims["aud"]).ShouldBe(FirstApp.ClientId);
        ((string?)claims["sub"]).ShouldBe(AuthenticationOf(tokens).Subject);
        ((string?)claims["sid"]).ShouldBe(SessionOf(tokens));
        ((string?)claims["jti"]).ShouldNotBeNullOrEmpty();
        JsonNode.DeepEquals(claims["events"], JsonNode.Parse("""{"http://schemas.openid.net/event/backchannel-logout":{}}""")).ShouldBeTrue();
        ((long)claims["iat"]!).ShouldBeGreaterThanOrEqualTo(AuthenticationOf(tokens).At);
        ((long)claims["exp"]! - (long)claims["iat"]!).ShouldBe(Engine.Differs("§4 recommends two minutes at most; Duende's are of five", 120, 300));
        claims.ContainsKey("nonce").ShouldBeFalse();
    }

    [Fact]
    public async Task Comes_with_a_token_that_verifies_and_cannot_be_taken_for_another()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, FirstApp);

        await SignOutAsync(browser);

        var token = await ArrivalAsync(FirstApp, tokens);
        (await Jwks.ReadAsync(Host)).ShouldHaveSigned(token, type: "logout+jwt");
        (await UserInfoAsync(token)).ShouldBeInvalidToken();
    }

    [Fact]
    public async Task Comes_to_every_application_of_the_session()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser, FirstApp);
        var other = await SignInAsync(browser, OtherApp);

        await SignOutAsync(browser);

        var tokens = await Task.WhenAll(ArrivalAsync(FirstApp, first), ArrivalAsync(OtherApp, other));
        tokens.Select(token => (string?)Tokens.ClaimsOf(token)["aud"]).ShouldBe([FirstApp.ClientId, OtherApp.ClientId]);
        tokens.Select(token => (string?)Tokens.ClaimsOf(token)["jti"]).ShouldBeUnique();
    }

    [Fact]
    public async Task Comes_to_no_application_that_the_person_was_not_signed_in_to()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, FirstApp);

        await SignOutAsync(browser);

        await ArrivalAsync(FirstApp, tokens);
        Host.Apps.HasArrived(OtherApp.ClientId, SessionOf(tokens)).ShouldBeFalse();
    }

    [Fact]
    public async Task Comes_when_an_application_asks_for_the_sign_out()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser, FirstApp);
        var other = await SignInAsync(browser, OtherApp);

        await browser.OpenAsync(AddressOf("/connect/endsession", Form(("id_token_hint", other.Id!))));

        await ArrivalAsync(FirstApp, first);
        await ArrivalAsync(OtherApp, other);
    }

    [Fact]
    public async Task Comes_when_the_passkey_is_removed()
    {
        using var phone = await NewPersonAsync();
        using var browser = new PersonsBrowser(Host.NewCookieClient(), Demo, phone);
        var tokens = await SignInAsync(browser, FirstApp);

        await RemoveOnlyPasskeyAsync((await Demo.SignInAsync(phone)).Access);

        ((string?)Tokens.ClaimsOf(await ArrivalAsync(FirstApp, tokens))["sub"]).ShouldBe(AuthenticationOf(tokens).Subject);
    }

    [Fact]
    public async Task Comes_when_another_person_takes_the_place()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, FirstApp);
        using var somebodyElse = await NewPersonAsync();
        browser.Phone = somebodyElse;

        await AuthorizeAsync(browser, FirstApp, ("prompt", "select_account"));

        ((string?)Tokens.ClaimsOf(await ArrivalAsync(FirstApp, tokens))["sub"]).ShouldBe(AuthenticationOf(tokens).Subject);
    }

    [Fact]
    public async Task Does_not_come_when_the_person_authenticates_again()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, FirstApp);

        await SignInAsync(browser, FirstApp, ("prompt", "login"));

        Host.Apps.HasArrived(FirstApp.ClientId, SessionOf(tokens)).ShouldBeFalse();
    }

    [Fact]
    public async Task Does_not_come_for_another_browser_of_the_person()
    {
        using var phone = await NewPersonAsync();
        using var first = new PersonsBrowser(Host.NewCookieClient(), Demo, phone);
        using var second = new PersonsBrowser(Host.NewCookieClient(), Demo, phone);
        var (ending, staying) = (await SignInAsync(first, FirstApp), await SignInAsync(second, FirstApp));

        await SignOutAsync(first);

        await ArrivalAsync(FirstApp, ending);
        Host.Apps.HasArrived(FirstApp.ClientId, SessionOf(staying)).ShouldBeFalse();
    }

    private Task<string> ArrivalAsync(App app, Tokens tokens) => Host.Apps.ArrivalAsync(app.ClientId, SessionOf(tokens));
}
