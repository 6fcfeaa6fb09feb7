using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Pages;

/// <summary>A passkey for another device of the person, by a code on the screen of this one.</summary>
public sealed class OtherDevice(BrowserFixture browser)
{
    [Fact]
    public async Task The_code_on_this_screen_makes_a_passkey_there_that_signs_in()
    {
        await using var laptop = await browser.NewVisitorAsync();
        await laptop.SignUpAndInAsync();
        await laptop.OpenMyPasskeysAsync();
        await laptop.PressAsync("Add another device");
        await Expect(laptop.Dialog().GetByAltText("The link as a QR code")).ToBeVisibleAsync();
        await Expect(laptop.Dialog().GetByText("Good until")).ToBeVisibleAsync();
        var link = await laptop.Dialog().GetByLabel("Link").InputValueAsync();

        await using var phone = await browser.NewVisitorAsync();
        await phone.OfferNothingInFieldsAsync();
        await phone.Page.GotoAsync(link);
        phone.Page.Url.ShouldNotContain("code=");
        await phone.PressAsync("Create a passkey");
        await phone.PressAsync("Sign in now");
        await phone.ShouldBeAtMyPasskeysAsync();
        await Expect(phone.Cards()).ToHaveCountAsync(2);

        await laptop.DialogButton("Close").ClickAsync();
        await Expect(laptop.Cards()).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_device_that_does_not_recognise_its_person_shows_no_code()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.OpenMyPasskeysAsync();
        await visitor.Device.RecogniseUserAsync(false);
        await visitor.PressAsync("Add another device");
        await visitor.ShouldReadAsync("Nothing has happened");
        await Expect(visitor.Dialog()).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_code_says_when_it_has_expired()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.Clock.InstallAsync();
        await visitor.SignUpAndInAsync();
        await visitor.OpenMyPasskeysAsync();
        await visitor.PressAsync("Add another device");
        await Expect(visitor.Dialog()).ToBeVisibleAsync();
        await visitor.Page.Clock.FastForwardAsync("06:00");
        await Expect(visitor.Dialog().GetByText("This code has expired.")).ToBeVisibleAsync();
        await Expect(visitor.Dialog().GetByAltText("The link as a QR code")).ToBeHiddenAsync();
    }
}
