using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Portal;

/// <summary>What an application does with what it got: calls, new tokens, a step-up, consent.</summary>
public sealed class BeingSignedIn(BrowserFixture browser)
{
    [Fact]
    public async Task The_apis_answer_the_access_token()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.SignInAtAsync(browser.Portal);
        await visitor.Link("Call the API").ClickAsync();
        await Expect(visitor.Page.Locator("[data-status='200']")).ToHaveCountAsync(2);
        await Expect(visitor.Page.GetByText(visitor.Identifier).First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_refresh_gives_new_tokens()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.SignInAtAsync(browser.Portal);
        await visitor.PressAsync("Refresh");
        await visitor.ShouldReadAsync("The portal has new tokens");
        await visitor.Link("Call the API").ClickAsync();
        await Expect(visitor.Page.Locator("[data-status='200']")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_refresh_after_the_passkey_is_removed_ends_the_portals_session()
    {
        await using var visitor = await browser.NewVisitorAsync();
        var passkey = await visitor.SignUpAndInAsync();
        await visitor.SignInAtAsync(browser.Portal);
        await visitor.Sdk.OpenAsync(visitor.Host.Origin);
        await visitor.RemoveElsewhereAsync(passkey);
        await visitor.ShouldBecomeSignedOutAtAsync(browser.Portal);
    }

    [Fact]
    public async Task A_sensitive_action_is_done_at_once_after_a_recent_sign_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.SignInAtAsync(browser.Portal);
        await visitor.Link("Sensitive action").ClickAsync();
        await visitor.PressAsync("Change it now");
        await visitor.ShouldSeeHeadingAsync("The payout account is changed");
    }

#if !DUENDE // These make a sign-in old in our database. Duende keeps its time in the ticket of its cookie.
    [Fact]
    public async Task A_sensitive_action_wants_the_passkey_again_after_an_old_sign_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await SignInAnHourAgoAsync(visitor);
        await visitor.Link("Sensitive action").ClickAsync();
        await visitor.PressAsync("Confirm with your passkey");
        await visitor.PressAtSignInAsync("Confirm with a passkey");
        await visitor.PressAsync("Change it now");
        await visitor.ShouldSeeHeadingAsync("The payout account is changed");
    }

    [Fact]
    public async Task A_sensitive_action_is_not_done_for_someone_who_does_not_confirm()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await SignInAnHourAgoAsync(visitor);
        await visitor.Link("Sensitive action").ClickAsync();
        await visitor.PressAsync("Confirm with your passkey");
        await visitor.PressAtSignInAsync("Back to Demo portal");
        await visitor.ShouldReadAsync("You did not finish signing in");
        await visitor.Page.GotoAsync(browser.Portal.Origin + "/payout");
        await Expect(visitor.Button("Confirm with your passkey")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_step_up_offers_no_other_account()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await SignInAnHourAgoAsync(visitor);
        await visitor.Link("Sensitive action").ClickAsync();
        await visitor.PressAsync("Confirm with your passkey");
        await Expect(visitor.Button("Confirm with a passkey")).ToBeVisibleAsync();
        await Expect(visitor.Button("Use another account")).ToHaveCountAsync(0);
        await Expect(visitor.Page.GetByText(visitor.Identifier)).ToBeVisibleAsync();
    }
#endif

    [Fact]
    public async Task Consent_is_asked_for_when_the_application_wants_it()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await AskForConsentAsync(visitor);
        await visitor.ShouldSeeHeadingAsync("Allow Demo portal access?");
        await visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Allow", Exact = true }).ClickAsync();
        await visitor.ShouldBeSignedInAtAsync(browser.Portal);
    }

    [Fact]
    public async Task Who_does_not_consent_is_not_signed_in_at_the_application()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await AskForConsentAsync(visitor);
        await visitor.PressAsync("Don’t allow");
        await visitor.ShouldReadAsync("You did not finish signing in");
        await visitor.ShouldBeSignedOutAtAsync(browser.Portal);
    }

    // Signed in at the host first, so that the portal gets a sign-in that is old.
#if !DUENDE
    private async Task SignInAnHourAgoAsync(Visitor visitor)
    {
        await visitor.SignUpAndInAsync();
        await visitor.Host.AgeSignInsAsync(visitor.Identifier);
        await visitor.SignInAtAsync(browser.Portal);
    }
#endif

    // The portal asks for none by itself: its request, with one parameter more.
    private async Task AskForConsentAsync(Visitor visitor) =>
        await visitor.Page.GotoAsync(await visitor.RedirectOfAsync(browser.Portal.Origin + "/sign-in?pool=demo") + "&prompt=consent");
}
