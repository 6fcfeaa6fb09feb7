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
