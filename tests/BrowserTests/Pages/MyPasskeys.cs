using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Pages;

public sealed class MyPasskeys(BrowserFixture browser)
{
    // Nothing on the page shows that the device was told.
    private const string NoteSignals = """
        const signal = PublicKeyCredential.signalAllAcceptedCredentials;
        PublicKeyCredential.signalAllAcceptedCredentials = async (accepted) => {
          await signal.call(PublicKeyCredential, accepted);
          window.signalled = true;
        };
        """;

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

    [Fact]
    public async Task The_passkey_of_this_sign_in_is_marked()
    {
        await using var visitor = await browser.NewVisitorAsync();
        var first = await visitor.SignUpAndInAsync();
        await visitor.AddKeyAsync();
        await visitor.OpenMyPasskeysAsync();
        var marked = visitor.Cards().Filter(new() { Has = visitor.Page.GetByText("You signed in with it").And(visitor.Page.Locator(":visible")) });
        await Expect(marked).ToHaveCountAsync(1);
        await Expect(marked).ToHaveAttributeAsync("id", first.Text("id"));
    }

    [Fact]
    public async Task A_passkey_that_was_removed_elsewhere_leaves_its_device_when_the_list_is_opened()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        var (key, added) = await visitor.AddKeyAsync();
        await visitor.RemoveElsewhereAsync(added);
        (await key.CredentialIdsAsync()).Count.ShouldBe(1);
        await visitor.Page.AddInitScriptAsync(NoteSignals);
        await visitor.OpenMyPasskeysAsync();
        await visitor.Page.WaitForFunctionAsync("() => window.signalled");
        (await key.CredentialIdsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_signed_out_in_another_tab_is_told_so()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.OpenMyPasskeysAsync();
        await visitor.Page.Context.ClearCookiesAsync();
        await visitor.Page.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))");
        await visitor.ShouldReadAsync("You are signed out");
        await Expect(visitor.Cards()).ToHaveCountAsync(0);
    }
}
