using Passkeys.BrowserTests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Portal;

public sealed class SigningOut(BrowserFixture browser)
{
    [Fact]
    public async Task Here_leaves_the_sign_in_service_signed_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.SignInAtAsync(browser.Portal);
        await visitor.PressAsync("Sign out here");
        await visitor.ShouldReadAsync("You are signed out here");
        await visitor.Device.DisconnectAsync();
        await visitor.SignInAtAsync(browser.Portal);
    }

    [Fact]
    public async Task Everywhere_comes_back_and_leaves_nobody_signed_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.SignInAtAsync(browser.Portal);
        await visitor.PressAsync("Sign out everywhere");
        await visitor.ShouldReadAsync("You are signed out everywhere");
        await visitor.Page.GotoAsync(browser.Portal.Origin + "/");
        await Expect(visitor.Page.GetByText("You are signed out everywhere")).ToHaveCountAsync(0);
        await visitor.Device.BeTouchedAsync(false);
        await visitor.BeginAtAsync(browser.Portal);
        await visitor.ShouldBeAtSignInOfAsync("demo");
    }

    [Fact]
    public async Task At_the_sign_in_service_ends_the_portals_session_behind_the_browsers_back()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.SignInAtAsync(browser.Portal);
        await visitor.Page.GotoAsync("/account/sign-out");
        await visitor.PressAsync("Sign out");
        await visitor.ShouldSeeHeadingAsync("You are signed out");
        await visitor.ShouldBecomeSignedOutAtAsync(browser.Portal);
    }

    [Fact]
    public async Task Of_one_person_does_not_end_the_session_of_another()
    {
        await using var stays = await browser.NewVisitorAsync();
        await stays.SignUpAsync();
        await stays.SignInAtAsync(browser.Portal);
        await using var leaves = await browser.NewVisitorAsync();
        await leaves.SignUpAsync();
        await leaves.SignInAtAsync(browser.Portal);
        await leaves.Page.GotoAsync("/account/sign-out");
        await leaves.PressAsync("Sign out");
        await leaves.ShouldBecomeSignedOutAtAsync(browser.Portal);
        await stays.Page.ReloadAsync();
        await stays.ShouldBeSignedInAtAsync(browser.Portal);
    }

    [Fact]
    public async Task Leaves_no_page_of_the_portal_behind()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.SignInAtAsync(browser.Portal);
        await visitor.PressAsync("Sign out here");
        await visitor.ShouldReadAsync("You are signed out here");
        await visitor.Page.GoBackAsync();
        await Expect(visitor.Claim("email")).ToHaveCountAsync(0);
    }
}
