using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Pages;

/// <summary>Back into an account whose passkeys are lost.</summary>
public sealed class Recovering(BrowserFixture browser)
{
    [Fact]
    public async Task The_code_from_the_mail_leads_to_a_new_passkey_and_a_sign_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await LoseDeviceAsync(visitor);
        await visitor.AskForRecoveryAsync();
        await visitor.Field("Code from the mail").FillAsync((string)(await MailAsync(visitor))["code"]!);
        await visitor.PressAsync("Confirm");
        await visitor.PressAsync("Create a passkey");
        await visitor.ShouldSeeHeadingAsync("Your passkey is ready");
        await visitor.PressAsync("Sign in now");
        await visitor.ShouldBeAtMyPasskeysAsync();
        await Expect(visitor.Cards()).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task The_link_of_the_mail_leads_there_too_and_the_old_passkeys_go_when_the_person_says_so()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await LoseDeviceAsync(visitor);
        await visitor.AskForRecoveryAsync();
        await visitor.Page.GotoAsync("about:blank");
        await visitor.Page.GotoAsync((string)(await MailAsync(visitor))["link"]!);
        await visitor.ShouldSeeHeadingAsync("Now create a new passkey");
        visitor.Page.Url.ShouldNotContain("code=");
        await visitor.Field("Remove my other passkeys").CheckAsync();
        await visitor.PressAsync("Create a passkey");
        await visitor.PressAsync("Sign in now");
        await visitor.ShouldBeAtMyPasskeysAsync();
        await Expect(visitor.Cards()).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_wrong_code_leads_to_another_mail()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.AskForRecoveryAsync();
        await visitor.Field("Code from the mail").FillAsync("00000000");
        await visitor.PressAsync("Confirm");
        await visitor.ShouldReadAsync("This code does not fit");
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Status).GetByRole(Microsoft.Playwright.AriaRole.Button).ClickAsync();
        await visitor.ShouldSeeHeadingAsync("Get back into your account");
    }

    private static async Task LoseDeviceAsync(Visitor visitor)
    {
        await visitor.SignUpAsync();
        await visitor.Device.ForgetEverythingAsync();
        await visitor.OfferNothingInFieldsAsync();
    }

    private static Task<System.Text.Json.Nodes.JsonObject> MailAsync(Visitor visitor) => visitor.Host.Mail.ArrivalAsync(visitor.Identifier, "recovery");
}
