using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>The session of a browser: what it is shared by, what continues it, what ends it, and what ends with it.</summary>
public sealed class Sessions(ContractHost host) : CodeFlowCase(host)
{
    private static readonly (string, string?) Offline = ("scope", "openid offline_access passkeys demo-api");

    [Fact]
    public async Task Are_shared_by_the_applications_at_a_browser()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser, FirstApp);

        var landing = await AuthorizeAsync(browser, OtherApp);

        landing.Visited.ShouldBeEmpty();
        var second = Tokens.Of(await RedeemAsync(OtherApp, landing.Code));
        SessionOf(second).ShouldBe(SessionOf(first));
        AuthenticationOf(second).ShouldBe(AuthenticationOf(first));
    }

    [Fact]
    public async Task Are_one_for_each_browser()
    {
        using var phone = await NewPersonAsync();
        using var first = BrowserOf(phone);
        using var second = BrowserOf(phone);

        SessionOf(await SignInAsync(first)).ShouldNotBe(SessionOf(await SignInAsync(second)));
    }

    [Fact]
    public async Task Continue_when_the_person_authenticates_again_with_the_same_passkey()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser, FirstApp, Offline);

        var second = await SignInAsync(browser, FirstApp, ("prompt", "login"));

        SessionOf(second).ShouldBe(SessionOf(first));
        (await UserInfoAsync(first.Access)).ShouldBeGranted();
        (await RefreshAsync(FirstApp, first)).ShouldBeGranted();
    }

    // Tokens tell of the authentication that they were granted on, whatever the session did since.
    [Fact]
    public async Task That_continue_leave_the_authentication_of_older_tokens_as_it_was()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser, FirstApp, Offline);
        await SignInAsync(browser, FirstApp, ("prompt", "login"));

        var refreshed = Tokens.Of(await RefreshAsync(FirstApp, first));

        AuthenticationOf(refreshed).ShouldBe(AuthenticationOf(first));
    }

    [Fact]
    public async Task End_when_the_person_takes_another_passkey()
    {
        using var phone = await NewPersonAsync();
        using var key = await AddPasskeyAsync(phone);
        using var browser = BrowserOf(phone);
        var first = await SignInAsync(browser, FirstApp, Offline);
        (browser.Phone, browser.TellsWhatFor) = (key, false);

        var second = await SignInAsync(browser, FirstApp, ("prompt", "login"));

        AuthenticationOf(second).Subject.ShouldBe(AuthenticationOf(first).Subject);
        SessionOf(second).ShouldNotBe(SessionOf(first));
        await ShouldBeOverAsync(first);
    }

    [Fact]
    public async Task End_when_another_person_takes_the_place()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser, FirstApp, Offline);
        using var somebodyElse = await NewPersonAsync();
        browser.Phone = somebodyElse;

        var second = await SignInAsync(browser, FirstApp, ("prompt", "select_account"));

        AuthenticationOf(second).Subject.ShouldNotBe(AuthenticationOf(first).Subject);
        await ShouldBeOverAsync(first);
    }

    [Fact]
    public async Task That_ended_take_their_tokens_along_at_every_application()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser, FirstApp, Offline);
        var other = await SignInAsync(browser, OtherApp, Offline);

        await SignOutAsync(browser);

        await ShouldBeOverAsync(first);
        (await RefreshAsync(OtherApp, other)).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task That_ended_take_their_codes_along()
    {
        using var browser = await NewBrowserAsync();
        var code = (await AuthorizeAsync(browser, FirstApp)).Code;

        await SignOutAsync(browser);

        (await RedeemAsync(FirstApp, code)).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task That_ended_leave_another_browser_of_the_person_alone()
    {
        using var phone = await NewPersonAsync();
        using var first = BrowserOf(phone);
        using var second = BrowserOf(phone);
        await SignInAsync(first, FirstApp);
        var others = await SignInAsync(second, FirstApp, Offline);

        await SignOutAsync(first);

        (await AuthorizeAsync(second, FirstApp, ("prompt", "none"))).Answer.ShouldContainKey("code");
        (await RefreshAsync(FirstApp, others)).ShouldBeGranted();
    }

    [Fact]
    public async Task That_ended_leave_an_app_on_the_persons_device_alone()
    {
        using var phone = await NewPersonAsync();
        using var browser = BrowserOf(phone);
        var app = await Demo.SignInAsync(phone);
        await SignInAsync(browser, FirstApp);

        await SignOutAsync(browser);

        (await UserInfoAsync(app.Access)).ShouldBeGranted();
        (await RefreshAsync(app.Refresh)).ShouldBeGranted();
    }

    [Fact]
    public async Task That_ended_are_followed_by_new_ones()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser, FirstApp);
        await SignOutAsync(browser);

        SessionOf(await SignInAsync(browser, FirstApp)).ShouldNotBe(SessionOf(first));
    }

    [Fact]
    public async Task End_with_their_passkey()
    {
        using var phone = await NewPersonAsync();
        using var browser = BrowserOf(phone);
        var first = await SignInAsync(browser, FirstApp, Offline);

        await RemoveOnlyPasskeyAsync((await Demo.SignInAsync(phone)).Access);

        (await AuthorizeAsync(browser, FirstApp, ("prompt", "none"))).Error.ShouldBe("login_required");
        await ShouldBeOverAsync(first);
    }

    [Fact]
    public async Task End_with_their_passkey_and_leave_no_code_behind()
    {
        using var phone = await NewPersonAsync();
        using var browser = BrowserOf(phone);
        var code = (await AuthorizeAsync(browser, FirstApp)).Code;

        await RemoveOnlyPasskeyAsync((await Demo.SignInAsync(phone)).Access);

        (await RedeemAsync(FirstApp, code)).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task Do_not_end_with_another_passkey_of_the_person()
    {
        using var phone = await NewPersonAsync();
        using var key = await AddPasskeyAsync(phone);
        using var browser = BrowserOf(phone);
        var tokens = await SignInAsync(browser, FirstApp, Offline);

        await RemovePasskeyAsync(key, (await Demo.SignInAsync(phone)).Access);

        (await AuthorizeAsync(browser, FirstApp, ("prompt", "none"))).Answer.ShouldContainKey("code");
        (await RefreshAsync(FirstApp, tokens)).ShouldBeGranted();
    }

    private PersonsBrowser BrowserOf(SoftwareAuthenticator phone) => new(Host.NewCookieClient(), Demo, phone);

    private async Task ShouldBeOverAsync(Tokens tokens)
    {
        (await RefreshAsync(FirstApp, tokens)).ShouldBeRefused("invalid_grant");
        (await UserInfoAsync(tokens.Access)).ShouldBeInvalidToken();
        (await IntrospectAsync(tokens.Access)).ShouldBeInactive();
        ((int)(await Demo.GetAsync("passkeys", tokens.Access)).Status).ShouldBe(401);
    }
}
