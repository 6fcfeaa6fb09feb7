using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>prompt and max_age (OpenID Connect Core 1.0 §3.1.2.1).</summary>
public sealed class Prompting(ContractHost host) : CodeFlowCase(host)
{
    [Fact]
    public async Task None_of_someone_who_is_not_signed_in_needs_a_sign_in()
    {
        using var browser = NewStrangersBrowser();

        var landing = await AuthorizeAsync(browser, ("prompt", "none"));

        landing.Error.ShouldBe("login_required");
        landing.Visited.ShouldBeEmpty();
    }

    [Fact]
    public async Task None_of_someone_who_is_signed_in_asks_nothing()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser);

        var landing = await AuthorizeAsync(browser, ("prompt", "none"));

        landing.Visited.ShouldBeEmpty();
        AuthenticationOf(Tokens.Of(await RedeemAsync(landing.Code))).ShouldBe(AuthenticationOf(first));
    }

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("max_age", "0")]
    public async Task Asks_again_for(string parameter, string value)
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        var landing = await AuthorizeAsync(browser, (parameter, value));

        landing.AskedToSignIn.ShouldBeTrue();
        landing.Answer.ShouldContainKey("code");
    }

    [Fact]
    public async Task Does_not_ask_again_for_an_age_that_is_not_reached()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        (await AuthorizeAsync(browser, ("max_age", "10000"))).AskedToSignIn.ShouldBeFalse();
    }

    [Fact]
    public async Task None_with_an_age_that_is_reached_needs_a_sign_in()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        (await AuthorizeAsync(browser, ("prompt", "none"), ("max_age", "0"))).Error.ShouldBe("login_required");
    }

    // Initiating User Registration via OpenID Connect 1.0.
    [Fact]
    public async Task Create_leads_to_the_sign_up()
    {
        using var browser = NewStrangersBrowser();

        PersonsBrowser.IsSignUp((await AuthorizeAsync(browser, ("prompt", "create"))).Address.AbsolutePath).ShouldBeTrue();
    }

    [Fact]
    public async Task Select_account_asks_who_it_is()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);
        browser.Phone = null;

        (await AuthorizeAsync(browser, ("prompt", "select_account"))).Left.ShouldBeFalse();
    }

    [Fact]
    public async Task Consent_asks_also_someone_who_is_signed_in()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        var landing = await AuthorizeAsync(browser, ("prompt", "consent"));

        landing.AskedForConsent.ShouldBeTrue();
        (await RedeemAsync(landing.Code)).ShouldBeGranted();
    }

    [Fact]
    public async Task Consent_that_is_not_given_is_told()
    {
        using var browser = await NewBrowserAsync();
        browser.ConsentButton = "Don’t allow";

        var landing = await AuthorizeAsync(browser, ("prompt", "consent"));

        landing.AskedForConsent.ShouldBeTrue();
        landing.Error.ShouldBe("access_denied");
        landing.Answer["state"].ShouldBe(State);
    }

    [Fact]
    public async Task Login_hint_and_languages_change_nothing_of_the_answer()
    {
        using var browser = await NewBrowserAsync();

        (await AuthorizeAsync(browser, ("login_hint", "someone@contract.example"), ("ui_locales", "ja de"))).Code.ShouldNotBeEmpty();
    }
}
