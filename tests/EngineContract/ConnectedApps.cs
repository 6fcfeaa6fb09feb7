using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Passkeys.EngineContract.Browsing;

namespace Passkeys.EngineContract;

/// <summary>The applications with access to a person's account, as the page lists them, and what withdrawing ends.</summary>
public sealed class ConnectedApps(ContractHost host) : CodeFlowCase(host)
{
    [Fact]
    public async Task Are_listed_once_they_have_a_consent()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser, ForeignApp);

        (await browser.OpenAsync("/apps")).Text.ShouldContain("Foreign app");
    }

    [Fact]
    public async Task Are_listed_once_they_have_offline_access()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser, FirstApp, ("scope", "openid offline_access"));

        (await browser.OpenAsync("/apps")).Text.ShouldContain("Contract app");
    }

    [Fact]
    public async Task Are_none_where_nothing_was_allowed()
    {
        using var browser = await NewBrowserAsync();
        await browser.SignInAsync();

        (await browser.OpenAsync("/apps")).Text.ShouldNotContain("Foreign app");
    }

    [Fact]
    public async Task That_were_withdrawn_ask_again()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser, ForeignApp);

        (await WithdrawAsync(browser, ForeignApp)).Text.ShouldNotContain("Since");

        (await AuthorizeAsync(browser, ForeignApp)).AskedForConsent.ShouldBeTrue();
    }

    [Fact]
    public async Task That_were_withdrawn_lose_their_tokens()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, ForeignApp, ("scope", "openid offline_access"));

        await WithdrawAsync(browser, ForeignApp);

        (await RefreshAsync(ForeignApp, tokens)).ShouldBeRefused("invalid_grant");
        (await UserInfoAsync(tokens.Access)).Status.ShouldBe(Engine.Differs(
            "a JWT of Duende's lives for its ten minutes, or as long as the session that other applications stand on too", HttpStatusCode.Unauthorized, HttpStatusCode.OK));
    }

    [Fact]
    public async Task That_were_withdrawn_lose_their_codes()
    {
        using var browser = await NewBrowserAsync();
        var code = (await AuthorizeAsync(browser, ForeignApp)).Code;

        await WithdrawAsync(browser, ForeignApp);

        (await RedeemAsync(ForeignApp, code)).ShouldBeRefused("invalid_grant");
    }

    [Fact]
    public async Task That_were_withdrawn_leave_others_and_the_sign_in_alone()
    {
        using var browser = await NewBrowserAsync();
        var others = await SignInAsync(browser, FirstApp, ("scope", "openid offline_access"));
        await SignInAsync(browser, ForeignApp);

        await WithdrawAsync(browser, ForeignApp);

        (await UserInfoAsync(others.Access)).ShouldBeGranted();
        (await RefreshAsync(FirstApp, others)).ShouldBeGranted();
        (await AuthorizeAsync(browser, FirstApp, ("prompt", "none"))).Answer.ShouldContainKey("code");
    }

    private static async Task<Landing> WithdrawAsync(PersonsBrowser browser, App app)
    {
        browser.Confirms = true;
        var landing = await browser.OpenAsync(QueryHelpers.AddQueryString("/apps", "app", app.ClientId));
        browser.Confirms = false;
        return landing;
    }
}
