using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Pages;

public sealed class SigningIn(BrowserFixture browser)
{
    [Fact]
    public async Task The_button_signs_in_with_any_passkey()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.OpenSignInAsync();
        var options = await visitor.Page.RunAndWaitForRequestAsync(() => visitor.PressAsync("Sign in with a passkey"), "**/login/webauthn/options");
        options.PostData.ShouldBe("{}");
        await visitor.ShouldBeAtMyPasskeysAsync();
    }

    [Fact]
    public async Task The_address_signs_in_with_a_passkey_of_that_account()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.OpenSignInAsync();
        await visitor.Field("E-mail address").FillAsync(visitor.Identifier);
        var options = await visitor.Page.RunAndWaitForRequestAsync(() => visitor.PressAsync("Continue"), "**/login/webauthn/options");
        options.PostData.ShouldNotBeNull().ShouldContain(visitor.Identifier);
        await visitor.ShouldBeAtMyPasskeysAsync();
    }

    [Fact]
    public async Task A_passkey_picked_in_the_field_signs_in_without_a_press()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.Page.GotoAsync("/account/demo/sign-in");
        await visitor.ShouldBeAtMyPasskeysAsync();
    }

    [Fact]
    public async Task The_button_takes_the_place_of_the_offer_in_the_field()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.OpenOfferingSignInAsync();
        var options = await visitor.Page.RunAndWaitForRequestAsync(() => visitor.PressAsync("Sign in with a passkey"), "**/login/webauthn/options");
        options.PostData.ShouldBe("{}");
        await visitor.ShouldReadAsync("Waiting for your passkey");
    }

    [Fact]
    public async Task The_way_leads_on_to_where_the_person_wanted()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.Page.GotoAsync("/account/demo/sign-in?returnUrl=%2F%3Fwanted");
        await visitor.Page.WaitForURLAsync("**/?wanted");
    }

    [Fact]
    public async Task A_press_that_the_device_does_not_answer_can_be_repeated()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.OpenSignInAsync();
        await visitor.Device.RecogniseUserAsync(false);
        await visitor.PressAsync("Sign in with a passkey");
        await visitor.ShouldReadAsync("Nothing has happened");
        await visitor.Device.RecogniseUserAsync(true);
        await visitor.PressAsync("Sign in with a passkey");
        await visitor.ShouldBeAtMyPasskeysAsync();
    }

    [Fact]
    public async Task A_passkey_that_was_removed_elsewhere_is_explained_and_forgotten()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.RemoveElsewhereAsync(await visitor.SignUpAndInAsync());
        await visitor.OpenSignInAsync();
        await visitor.PressAsync("Sign in with a passkey");
        await visitor.ShouldReadAsync("This passkey is not known any more");
        (await visitor.Device.CredentialIdsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_browser_without_passkeys_is_told_before_any_press()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.AddInitScriptAsync("delete window.PublicKeyCredential");
        await visitor.Page.GotoAsync("/account/demo/sign-in");
        await visitor.ShouldReadAsync("Passkeys do not work here");
    }

    [Fact]
    public async Task A_page_inside_an_app_is_to_be_opened_in_the_browser()
    {
        await using var visitor = await browser.NewVisitorAsync(new() { UserAgent = "Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36" });
        await visitor.Page.AddInitScriptAsync("delete window.PublicKeyCredential");
        await visitor.Page.GotoAsync("/account/demo/sign-in");
        await visitor.ShouldReadAsync("Open this page in your browser");
    }

    [Fact]
    public async Task An_address_that_is_not_secure_is_said_to_be_so()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.AddInitScriptAsync("delete window.PublicKeyCredential; Object.defineProperty(window, 'isSecureContext', { value: false })");
        await visitor.Page.GotoAsync("/account/demo/sign-in");
        await visitor.ShouldReadAsync("This address is not secure");
    }

    [Fact]
    public async Task A_passkey_that_cannot_be_forgotten_by_itself_is_to_be_deleted()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.RemoveElsewhereAsync(await visitor.SignUpAndInAsync());
        await visitor.Page.AddInitScriptAsync("delete PublicKeyCredential.signalUnknownCredential");
        await visitor.OpenSignInAsync();
        await visitor.PressAsync("Sign in with a passkey");
        await visitor.ShouldReadAsync("Delete it on your device too");
    }

    [Fact]
    public async Task A_phone_is_offered_where_the_browser_can_reach_one()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.AddInitScriptAsync("PublicKeyCredential.getClientCapabilities = async () => ({ hybridTransport: true })");
        await visitor.OpenSignInAsync();
        await visitor.Page.GetByText("No passkey on this device?").ClickAsync();
        await Expect(visitor.Page.GetByText("scan the code with it")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.OpenMyPasskeysAsync();
        await visitor.PressAsync("Sign out");
        await visitor.ShouldSeeHeadingAsync("You are signed out");
        await visitor.Device.BeTouchedAsync(false);
        await visitor.Page.GotoAsync("/passkeys");
        visitor.Page.Url.ShouldContain("/account/");
        await Expect(visitor.Cards()).ToHaveCountAsync(0);
    }
}
