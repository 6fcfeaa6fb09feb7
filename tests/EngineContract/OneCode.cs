using System.Net;
using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>What an authorization code is good for: one use, by its client, with its verifier (RFC 6749 §4.1.3, RFC 7636 §4.6).</summary>
public sealed class OneCode(ContractHost host) : CodeFlowCase(host)
{
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

        (await RefreshAsync(PortalApp, tokens)).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task Used_twice_ends_the_access_token_it_gave()
    {
        using var browser = await NewBrowserAsync();
        var code = (await AuthorizeAsync(browser)).Code;
        var tokens = Tokens.Of(await RedeemAsync(code));

        await RedeemAsync(code);

        (await UserInfoAsync(tokens.Access)).Status.ShouldBe(Engine.Differs(
            "a JWT of Duende's lives for its ten minutes, or as long as the session that other applications stand on too", HttpStatusCode.Unauthorized, HttpStatusCode.OK));
    }

    // RFC 6749 §2.3.1.
    [Fact]
    public async Task Is_of_use_to_a_client_that_authenticates_in_the_form()
    {
        using var browser = await NewBrowserAsync();
        var code = (await AuthorizeAsync(browser)).Code;

        (await RedeemAsync(PortalApp with { Secret = null }, code, ("client_secret", "portal-secret"))).ShouldBeGranted();
    }

    [Fact]
    public async Task Used_by_several_at_once_gives_tokens_once()
    {
        using var browser = await NewBrowserAsync();
        var code = (await AuthorizeAsync(browser)).Code;

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => RedeemAsync(code)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Error == "invalid_grant");
    }

    [Fact]
    public async Task Is_of_no_use_to_another_client_and_stays_good()
    {
        using var browser = await NewBrowserAsync();
        var code = (await AuthorizeAsync(browser)).Code;
        (await RedeemAsync(FirstApp, code)).ShouldBeRefused("invalid_grant");

        (await RedeemAsync(code)).ShouldBeGranted();
    }

    [Fact]
    public async Task Is_of_no_use_without_the_secret_of_the_client_and_stays_good()
    {
        using var browser = await NewBrowserAsync();
        var code = (await AuthorizeAsync(browser)).Code;
        (await RedeemAsync(PortalApp with { Secret = "wrong" }, code)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
        (await RedeemAsync(PortalApp with { Secret = null }, code)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");

        (await RedeemAsync(code)).ShouldBeGranted();
    }

    [Fact]
    public async Task Is_of_use_to_a_client_that_has_no_secret()
    {
        using var browser = await NewBrowserAsync();

        var tokens = await SignInAsync(browser, PublicApp, ("scope", "openid offline_access"));

        ((string?)Tokens.ClaimsOf(tokens.Id!)["aud"]).ShouldBe(PublicApp.ClientId);
        (await RefreshAsync(PublicApp, tokens)).ShouldBeGranted();
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
    [InlineData("code_verifier", "another-verifier-of-43-characters-or-some-more")]
    [InlineData("redirect_uri", "http://localhost:5001/")]
    public async Task Stays_good_after_a_try_with_another(string parameter, string value)
    {
        using var browser = await NewBrowserAsync();
        var code = (await AuthorizeAsync(browser)).Code;
        await RedeemAsync(code, (parameter, value));

        (await RedeemAsync(code)).ShouldBeGranted();
    }

    [Theory]
    [InlineData("code_verifier")]
    [InlineData("redirect_uri")]
    [InlineData("code")]
    public async Task Gives_nothing_without(string parameter)
    {
        using var browser = await NewBrowserAsync();

        var answer = await RedeemAsync((await AuthorizeAsync(browser)).Code, (parameter, null));

        answer.ShouldBeRefused(Engine.Differs(
            "RFC 6749 §5.2 has several codes that fit", "invalid_request", parameter == "redirect_uri" ? "unauthorized_client" : "invalid_grant"));
    }
}
