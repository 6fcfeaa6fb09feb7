using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>prompt and max_age (OpenID Connect Core 1.0 §3.1.2.1), but for consent.</summary>
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

    [Fact]
    public async Task Nothing_of_someone_who_is_signed_in_asks_nothing()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        (await AuthorizeAsync(browser)).Visited.ShouldBeEmpty();
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

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("max_age", "0")]
    public async Task Asks_once_someone_who_was_not_signed_in(string parameter, string value)
    {
        using var browser = await NewBrowserAsync();

        var landing = await AuthorizeAsync(browser, (parameter, value));

        landing.Visited.Count(PersonsBrowser.IsSignIn).ShouldBe(1);
        landing.Answer.ShouldContainKey("code");
    }

    // Who is asked to authenticate has to; the address of the request is no way around it.
    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("max_age", "0")]
    public async Task Is_not_met_by_going_on_without_a_sign_in(string parameter, string value)
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);
        browser.Phone = null;
        var asked = await AuthorizeAsync(browser, (parameter, value));

        var landing = await browser.OpenAsync(asked.Answer["returnUrl"]);

        landing.Answer.ShouldNotContainKey("code");
        landing.IsAtSignIn.ShouldBeTrue();
    }

    [Fact]
    public async Task Says_when_the_person_was_asked_last()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser);
        var before = DateTimeOffset.FromUnixTimeSeconds(AuthenticationOf(first).At);

        var second = await SignInAsync(browser, ("prompt", "login"));

        DateTimeOffset.FromUnixTimeSeconds(AuthenticationOf(second).At).ShouldBeGreaterThanOrEqualTo(before);
        AuthenticationOf(second).Subject.ShouldBe(AuthenticationOf(first).Subject);
    }

    [Fact]
    public async Task Does_not_ask_again_for_an_age_that_is_not_reached()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        (await AuthorizeAsync(browser, ("max_age", "10000"))).AskedToSignIn.ShouldBeFalse();
    }

    // §2: auth_time is required where max_age was asked for.
    [Fact]
    public async Task Says_when_the_person_was_asked_where_an_age_was_named()
    {
        using var browser = await NewBrowserAsync();

        Tokens.ClaimsOf((await SignInAsync(browser, ("max_age", "10000"))).Id!).ContainsKey("auth_time").ShouldBeTrue();
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
    public async Task Create_leads_to_the_sign_up_also_someone_who_is_signed_in()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        PersonsBrowser.IsSignUp((await AuthorizeAsync(browser, ("prompt", "create"))).Address.AbsolutePath).ShouldBeTrue();
    }

    [Fact]
    public async Task Create_is_over_when_somebody_signed_up_and_in()
    {
        using var browser = NewStrangersBrowser();
        var asked = await AuthorizeAsync(browser, ("prompt", "create"), ("acr_values", "tenant:demo"));
        using var phone = await NewPersonAsync();
        browser.Phone = phone;

        var landing = await browser.OpenAsync(await browser.SignInAsync(asked.Answer["returnUrl"]));

        (await RedeemAsync(landing.Code)).ShouldBeGranted();
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
    public async Task Select_account_lets_the_person_go_on()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser);
        browser.GoesOn = true;

        var second = await SignInAsync(browser, ("prompt", "select_account"));

        AuthenticationOf(second).Subject.ShouldBe(AuthenticationOf(first).Subject);
    }

    [Fact]
    public async Task Select_account_lets_another_person_in()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser);
        using var somebodyElse = await NewPersonAsync();
        browser.Phone = somebodyElse;

        var second = await SignInAsync(browser, ("prompt", "select_account"));

        AuthenticationOf(second).Subject.ShouldNotBe(AuthenticationOf(first).Subject);
    }

    [Fact]
    public async Task Login_hint_and_languages_change_nothing_of_the_answer()
    {
        using var browser = await NewBrowserAsync();

        (await AuthorizeAsync(browser, ("login_hint", "someone@contract.example"), ("ui_locales", "ja de"))).Code.ShouldNotBeEmpty();
    }

    // §3.1.2.1: parameters that are not understood are ignored.
    [Theory]
    [InlineData("nobody", "knows")]
    [InlineData("display", "popup")]
    [InlineData("claims_locales", "de")]
    [InlineData("prompt", "")]
    public async Task Passes_over(string parameter, string value)
    {
        using var browser = await NewBrowserAsync();

        (await AuthorizeAsync(browser, (parameter, value))).Code.ShouldNotBeEmpty();
    }
}
