using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Pages;

public sealed class MyPasskeys(BrowserFixture browser)
{
    [Fact]
    public async Task A_second_passkey_on_the_same_device_is_refused_kindly()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.OpenMyPasskeysAsync();
        await visitor.PressAsync("Add a passkey");
        await visitor.ShouldReadAsync("You have a passkey here already");
        await Expect(visitor.Cards()).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_second_device_is_added()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.OpenMyPasskeysAsync();
        await visitor.Device.BeTouchedAsync(false);
        await visitor.PlugInKeyAsync();
        await visitor.PressAsync("Add a passkey");
        await visitor.ShouldReadAsync("The passkey is added");
        await Expect(visitor.Cards()).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_passkey_gets_another_name()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.OpenMyPasskeysAsync();
        await visitor.PressAsync("Rename");
        await visitor.Dialog().GetByLabel("Name").FillAsync("<b>Work & laptop</b>");
        await visitor.DialogButton("Save").ClickAsync();
        await visitor.ShouldReadAsync("The new name is saved");
        await visitor.ShouldSeeHeadingAsync("<b>Work & laptop</b>");
    }

    [Fact]
    public async Task A_removed_passkey_leaves_the_list_and_its_device()
    {
        await using var visitor = await browser.NewVisitorAsync();
        var first = await visitor.SignUpAndInAsync();
        var (key, _) = await visitor.AddKeyAsync();
        await visitor.OpenMyPasskeysAsync();
        await visitor.Page.Locator($"[id='{first.Text("id")}']").GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await visitor.DialogButton("Remove").ClickAsync();
        await visitor.ShouldReadAsync("The passkey is removed");
        (await visitor.Device.CredentialIdsAsync()).ShouldBeEmpty();
        (await key.CredentialIdsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Before_the_last_passkey_goes_a_warning_comes()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.OpenMyPasskeysAsync();
        await visitor.AskToRemoveLastAsync();
        await visitor.DialogButton("Keep it").ClickAsync();
        await Expect(visitor.Dialog()).ToHaveCountAsync(0);
        (await visitor.Device.CredentialIdsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_last_passkey_goes_when_that_is_confirmed()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.OpenMyPasskeysAsync();
        await visitor.AskToRemoveLastAsync();
        await visitor.DialogButton("Remove all the same").ClickAsync();
        await visitor.ShouldReadAsync("The passkey is removed");
        (await visitor.Device.CredentialIdsAsync()).ShouldBeEmpty();
    }
}
