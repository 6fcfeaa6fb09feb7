using Passkeys.EngineContract.Browsing;

namespace Passkeys.EngineContract;

/// <summary>Consent: asked for, remembered, narrowed, refused. The client is somebody else's application.</summary>
public sealed class Consenting(ContractHost host) : CodeFlowCase(host)
{
    private static readonly (string, string?) More = ("scope", "openid profile email demo-api");

    [Fact]
    public async Task Is_asked_for_where_the_client_needs_it()
    {
        using var browser = await NewBrowserAsync();

        var landing = await AuthorizeAsync(browser, ForeignApp);

        landing.AskedForConsent.ShouldBeTrue();
        (await RedeemAsync(ForeignApp, landing.Code)).ShouldBeGranted();
    }

    [Fact]
    public async Task Is_not_asked_for_where_the_client_does_not_need_it()
    {
        using var browser = await NewBrowserAsync();

        (await AuthorizeAsync(browser, FirstApp, More)).AskedForConsent.ShouldBeFalse();
    }

    [Fact]
    public async Task Is_asked_for_where_the_request_says_so()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        var landing = await AuthorizeAsync(browser, ("prompt", "consent"));

        landing.AskedForConsent.ShouldBeTrue();
        (await RedeemAsync(landing.Code)).ShouldBeGranted();
    }

    [Fact]
    public async Task Comes_after_the_sign_in_where_both_are_asked_for()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        var landing = await AuthorizeAsync(browser, ("prompt", "login consent"));

        landing.AskedToSignIn.ShouldBeTrue();
        landing.AskedForConsent.ShouldBeTrue();
        landing.Answer.ShouldContainKey("code");
    }

    [Fact]
    public async Task Is_not_asked_for_without_a_page()
    {
        using var browser = await NewBrowserAsync();
        await browser.SignInAsync();

        var landing = await AuthorizeAsync(browser, ForeignApp, ("prompt", "none"));

        landing.Error.ShouldBe("consent_required");
        landing.Answer["state"].ShouldBe(State);
        landing.Visited.ShouldBeEmpty();
    }

    [Fact]
    public async Task Is_remembered()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser, ForeignApp, More);

        (await AuthorizeAsync(browser, ForeignApp, More, ("prompt", "none"))).Answer.ShouldContainKey("code");
    }

    [Fact]
    public async Task Is_remembered_for_less_than_was_given()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser, ForeignApp, More);

        (await AuthorizeAsync(browser, ForeignApp, ("scope", "openid email"), ("prompt", "none"))).Answer.ShouldContainKey("code");
    }

    [Fact]
    public async Task Is_remembered_at_another_browser_of_the_person()
    {
        using var phone = await NewPersonAsync();
        using var first = new PersonsBrowser(Host.NewCookieClient(), Demo, phone);
        using var second = new PersonsBrowser(Host.NewCookieClient(), Demo, phone);
        await SignInAsync(first, ForeignApp, More);

        (await AuthorizeAsync(second, ForeignApp, More)).AskedForConsent.ShouldBeFalse();
    }

    [Fact]
    public async Task Is_not_remembered_when_the_person_does_not_want_it()
    {
        using var browser = await NewBrowserAsync();
        browser.Remembers = false;
        await SignInAsync(browser, ForeignApp);

        (await AuthorizeAsync(browser, ForeignApp)).AskedForConsent.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_one_person_is_not_that_of_another()
    {
        using var first = await NewBrowserAsync();
        await SignInAsync(first, ForeignApp);
        using var second = await NewBrowserAsync();

        (await AuthorizeAsync(second, ForeignApp)).AskedForConsent.ShouldBeTrue();
    }

    [Fact]
    public async Task Is_asked_for_again_when_more_is_wanted()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser, ForeignApp, ("scope", "openid profile"));

        (await AuthorizeAsync(browser, ForeignApp, More)).AskedForConsent.ShouldBeTrue();
    }

    [Fact]
    public async Task Is_asked_for_again_where_the_request_says_so()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser, ForeignApp);

        (await AuthorizeAsync(browser, ForeignApp, ("prompt", "consent"))).AskedForConsent.ShouldBeTrue();
    }

    // What a person remembered before is not taken back by what they allow later.
    [Fact]
    public async Task Adds_up()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser, ForeignApp, ("scope", "openid profile"));
        await SignInAsync(browser, ForeignApp, ("scope", "openid email"));

        var landing = await AuthorizeAsync(browser, ForeignApp, ("scope", "openid profile email"));

        landing.AskedForConsent.ShouldBe(Engine.Differs("DefaultConsentService keeps the last consent only; asking once more harms nobody", embedded: false, duende: true));
    }

    [Fact]
    public async Task To_offline_access_is_remembered()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser, ForeignApp, ("scope", "openid offline_access"));

        var landing = await AuthorizeAsync(browser, ForeignApp, ("scope", "openid offline_access"));

        landing.AskedForConsent.ShouldBe(Engine.Differs("DefaultConsentService asks for offline access each time; asking once more harms nobody", embedded: false, duende: true));
    }

    [Fact]
    public async Task Gives_what_the_person_left_in()
    {
        using var browser = await NewBrowserAsync();
        browser.LeavesOut = ["email", "demo-api"];

        var answer = (await RedeemAsync(ForeignApp, (await AuthorizeAsync(browser, ForeignApp, More)).Code)).ShouldBeGranted();

        Words(answer.Body["scope"]).ShouldBe(["openid", "profile"], ignoreOrder: true);
        (await UserInfoAsync(answer["access_token"])).ShouldBeGranted().Body.ContainsKey("email").ShouldBeFalse();
        (await IntrospectAsync(answer["access_token"])).ShouldBeInactive();
    }

    [Fact]
    public async Task Without_offline_access_gives_no_refresh_token()
    {
        using var browser = await NewBrowserAsync();
        browser.LeavesOut = ["offline_access"];

        (await SignInAsync(browser, ForeignApp, ("scope", "openid offline_access"))).Refresh.ShouldBeNull();
    }

    [Fact]
    public async Task Cannot_leave_out_openid()
    {
        using var browser = await NewBrowserAsync();
        browser.LeavesOut = ["openid", "profile"];

        var answer = (await RedeemAsync(ForeignApp, (await AuthorizeAsync(browser, ForeignApp, ("scope", "openid profile"))).Code)).ShouldBeGranted();

        Words(answer.Body["scope"]).ShouldBe(["openid"]);
    }

    [Fact]
    public async Task That_was_narrowed_is_remembered_for_what_is_left()
    {
        using var browser = await NewBrowserAsync();
        browser.LeavesOut = ["email"];
        await SignInAsync(browser, ForeignApp, ("scope", "openid profile email"));

        (await AuthorizeAsync(browser, ForeignApp, ("scope", "openid profile"), ("prompt", "none"))).Answer.ShouldContainKey("code");
        (await AuthorizeAsync(browser, ForeignApp, ("scope", "openid profile email"), ("prompt", "none"))).Error.ShouldBe("consent_required");
    }

    [Fact]
    public async Task That_is_not_given_is_told()
    {
        using var browser = await NewBrowserAsync();
        browser.ConsentButton = "Don’t allow";

        var landing = await AuthorizeAsync(browser, ForeignApp);

        landing.AskedForConsent.ShouldBeTrue();
        landing.Error.ShouldBe("access_denied");
        landing.Answer["state"].ShouldBe(State);
        landing.Answer.ShouldContainKey("iss");
    }

    [Fact]
    public async Task That_is_not_given_leaves_the_person_signed_in_and_is_asked_for_again()
    {
        using var browser = await NewBrowserAsync();
        browser.ConsentButton = "Don’t allow";
        await AuthorizeAsync(browser, ForeignApp);
        browser.ConsentButton = "Allow";

        var landing = await AuthorizeAsync(browser, ForeignApp);

        landing.AskedToSignIn.ShouldBeFalse();
        landing.AskedForConsent.ShouldBeTrue();
    }

    // Whoever is signed in cannot answer for a page that nobody pressed a button on.
    [Fact]
    public async Task Is_not_given_by_going_on_without_an_answer()
    {
        using var browser = await NewBrowserAsync();
        browser.ConsentButton = null;
        var asked = await AuthorizeAsync(browser, ForeignApp);

        (await browser.OpenAsync(asked.Answer["returnUrl"])).IsAtConsent.ShouldBeTrue();
    }
}
