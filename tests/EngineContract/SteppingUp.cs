using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>Who may answer when somebody is signed in, and how they have to be authenticated: id_token_hint, acr_values, authenticating again.</summary>
public sealed class SteppingUp(ContractHost host) : CodeFlowCase(host)
{
    [Fact]
    public async Task Keeps_the_person()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser);

        var second = await SignInAsync(browser, ("max_age", "0"), ("acr_values", "phr"), ("id_token_hint", first.Id));

        var (subject, at) = AuthenticationOf(second);
        subject.ShouldBe(AuthenticationOf(first).Subject);
        at.ShouldBeGreaterThanOrEqualTo(AuthenticationOf(first).At);
        ((string?)Tokens.ClaimsOf(second.Id!)["acr"]).ShouldBe("phr");
    }

    [Fact]
    public async Task Gives_nothing_to_another_person_than_the_hint_names()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser);
        using var somebodyElse = await NewPersonAsync();
        browser.Phone = somebodyElse;

        (await AuthorizeAsync(browser, ("prompt", "login"), ("id_token_hint", first.Id))).Left.ShouldBeFalse();
    }

    [Fact]
    public async Task Gives_nothing_to_another_person_who_does_not_tell_what_the_sign_in_is_for()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser);
        using var somebodyElse = await NewPersonAsync();
        (browser.Phone, browser.TellsWhatFor) = (somebodyElse, false);

        (await AuthorizeAsync(browser, ("prompt", "login"), ("id_token_hint", first.Id))).Left.ShouldBeFalse();
    }

    // Without a hint another person may take the place, but has to say so first: who is at the page is asked again.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Gives_nothing_to_another_person_at_a_page_that_asks_for_one(bool tells)
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);
        using var somebodyElse = await NewPersonAsync();
        (browser.Phone, browser.TellsWhatFor) = (somebodyElse, tells);

        (await AuthorizeAsync(browser, ("prompt", "login"))).Left.ShouldBeFalse();
    }

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("max_age", "0")]
    public async Task Makes_way_for_another_person_who_says_so(string parameter, string value)
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser);
        using var somebodyElse = await NewPersonAsync();
        (browser.Phone, browser.SignInButton) = (somebodyElse, "Use another account");

        var second = await SignInAsync(browser, ("acr_values", "tenant:demo"), (parameter, value));

        AuthenticationOf(second).Subject.ShouldNotBe(AuthenticationOf(first).Subject);
    }

    // Who only said so is not yet somebody else.
    [Fact]
    public async Task Made_way_for_nobody_is_no_way_around_it()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);
        (browser.Phone, browser.SignInButton) = (null, "Use another account");
        var asked = await AuthorizeAsync(browser, ("acr_values", "tenant:demo"), ("prompt", "login"));

        (await browser.OpenAsync(asked.Answer["returnUrl"])).Answer.ShouldNotContainKey("code");
    }

    [Fact]
    public async Task That_the_person_declines_is_told()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);
        browser.SignInButton = "Back to";

        var landing = await AuthorizeAsync(browser, ("acr_values", "tenant:demo"), ("prompt", "login"));

        landing.Error.ShouldBe("access_denied");
        landing.Answer["state"].ShouldBe(State);
    }

    [Fact]
    public async Task That_is_declined_by_nobody_in_particular_is_told()
    {
        using var browser = NewStrangersBrowser();
        browser.SignInButton = "Back to";

        (await AuthorizeAsync(browser, ("acr_values", "tenant:demo"))).Error.ShouldBe("access_denied");
    }

    [Fact]
    public async Task Asks_the_person_of_the_hint_where_somebody_else_is_signed_in()
    {
        using var owner = await NewPersonAsync();
        using var browser = await NewBrowserAsync();
        using var ownersBrowser = new PersonsBrowser(Host.NewCookieClient(), Demo, owner);
        var owners = await SignInAsync(ownersBrowser);
        await SignInAsync(browser);
        browser.Phone = owner;

        var landing = await AuthorizeAsync(browser, ("id_token_hint", owners.Id));

        landing.AskedToSignIn.ShouldBeTrue();
        AuthenticationOf(Tokens.Of(await RedeemAsync(landing.Code))).Subject.ShouldBe(AuthenticationOf(owners).Subject);
    }

    [Fact]
    public async Task Asks_nobody_when_the_person_of_the_hint_is_signed_in()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser);

        (await AuthorizeAsync(browser, ("prompt", "none"), ("id_token_hint", first.Id))).Answer.ShouldContainKey("code");
    }

    [Fact]
    public async Task Without_a_page_needs_the_person_that_the_hint_names()
    {
        using var other = await NewBrowserAsync();
        var others = await SignInAsync(other);
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        (await AuthorizeAsync(browser, ("prompt", "none"), ("id_token_hint", others.Id))).Error.ShouldBe("login_required");
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task Takes_no_hint_that_is_not_an_id_token_of_the_host(string hint)
    {
        using var browser = await NewBrowserAsync();
        await browser.SignInAsync();

        (await AuthorizeAsync(browser, ("prompt", "none"), ("id_token_hint", hint))).Answer.ShouldNotContainKey("code");
    }

    [Fact]
    public async Task Takes_no_hint_of_another_client()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser, FirstApp);

        (await AuthorizeAsync(browser, ("prompt", "none"), ("id_token_hint", first.Id))).Answer.ShouldNotContainKey("code");
    }

    [Fact]
    public async Task Takes_no_access_token_for_a_hint()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser);

        (await AuthorizeAsync(browser, ("prompt", "none"), ("id_token_hint", first.Access))).Answer.ShouldNotContainKey("code");
    }

    [Fact]
    public async Task Is_not_needed_for_a_class_that_the_sign_in_has()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        (await AuthorizeAsync(browser, ("acr_values", "phr"), ("prompt", "none"))).Answer.ShouldContainKey("code");
    }

    [Theory]
    [InlineData("phr phrh")]
    [InlineData("phrh phr")]
    public async Task Is_met_by_any_one_class_of_those_asked_for(string acrValues)
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        (await AuthorizeAsync(browser, ("acr_values", acrValues), ("prompt", "none"))).Answer.ShouldContainKey("code");
    }

    [Fact]
    public async Task Leaves_classes_that_nobody_knows_alone()
    {
        using var browser = await NewBrowserAsync();

        ((string?)Tokens.ClaimsOf((await SignInAsync(browser, ("acr_values", "urn:nobody:knows"))).Id!)["acr"]).ShouldBe("phr");
    }

    // OpenID Connect Core Error Code unmet_authentication_requirements 1.0: a software authenticator attests nothing.
    [Fact]
    public async Task To_a_class_that_the_passkey_does_not_reach_is_refused_after_a_try()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        var landing = await AuthorizeAsync(browser, ("acr_values", "phrh"));

        landing.AskedToSignIn.ShouldBeTrue();
        landing.Error.ShouldBe("unmet_authentication_requirements");
        landing.Answer["state"].ShouldBe(State);
    }

    [Fact]
    public async Task To_a_class_that_the_passkey_does_not_reach_needs_a_page()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        (await AuthorizeAsync(browser, ("acr_values", "phrh"), ("prompt", "none"))).Error.ShouldBe("interaction_required");
    }
}
