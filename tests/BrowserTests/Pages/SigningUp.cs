using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Pages;

public sealed class SigningUp(BrowserFixture browser)
{
    [Fact]
    public async Task A_person_makes_an_account_and_is_signed_in_by_its_passkey()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.EnterDetailsAsync("demo");
        await visitor.PressAsync("Create a passkey");
        await visitor.ShouldSeeHeadingAsync("Your passkey is ready");
        await visitor.PressAsync("Sign in now");
        await visitor.ShouldBeAtMyPasskeysAsync();
        await Expect(visitor.Cards()).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task An_address_is_required()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.GotoAsync("/account/demo/sign-up");
        await visitor.PressAsync("Continue");
        await Expect(visitor.Field("E-mail address")).ToBeFocusedAsync();
        await Expect(visitor.Page.GetByText("Enter your e-mail address.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_device_that_does_not_recognise_its_person_leaves_nothing_behind()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.EnterDetailsAsync("demo");
        await visitor.Device.RecogniseUserAsync(false);
        await visitor.PressAsync("Create a passkey");
        await visitor.ShouldReadAsync("Nothing has happened");
        (await visitor.Device.CredentialIdsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_answer_to_the_captcha_is_refused()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.EnterDetailsAsync("acme", "captcha-wrong");
        await visitor.ShouldReadAsync("The answer was not right");
    }

    [Fact]
    public async Task The_code_from_the_mail_activates_the_account()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAtAcmeAsync();
        await visitor.Field("Code from the mail").FillAsync(visitor.Host.Mail.Code(visitor.Identifier, "activation"));
        await visitor.PressAsync("Confirm");
        await visitor.ShouldSeeHeadingAsync("Your passkey is ready");
        await visitor.PressAsync("Sign in now");
        await visitor.ShouldBeAtMyPasskeysAsync();
    }

    [Fact]
    public async Task The_link_of_the_mail_activates_the_account()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAtAcmeAsync();
        await visitor.Page.GotoAsync("about:blank");
        await visitor.Page.GotoAsync((string)visitor.Host.Mail.To(visitor.Identifier).Single(mail => (string?)mail["kind"] == "activation")["link"]!);
        await visitor.PressAsync("Confirm");
        await visitor.ShouldSeeHeadingAsync("Your account is active");
        visitor.Page.Url.ShouldNotContain("code=");
    }

    [Fact]
    public async Task A_wrong_code_is_refused()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAtAcmeAsync();
        await visitor.Field("Code from the mail").FillAsync("000000");
        await visitor.PressAsync("Confirm");
        await visitor.ShouldReadAsync("This code does not fit");
    }

    [Fact]
    public async Task The_code_can_be_entered_later_on_its_own_page()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAtAcmeAsync();
        await visitor.Page.GotoAsync("/account/acme/activate");
        await visitor.Field("E-mail address").FillAsync(visitor.Identifier);
        await visitor.Field("Code from the mail").FillAsync(visitor.Host.Mail.Code(visitor.Identifier, "activation"));
        await visitor.PressAsync("Confirm");
        await visitor.ShouldSeeHeadingAsync("Your account is active");
    }
}
