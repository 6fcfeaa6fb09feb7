using Passkeys.BrowserTests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Pages;

public sealed class ByKeyboard(BrowserFixture browser)
{
    [Fact]
    public async Task A_person_signs_up_and_in_without_a_mouse()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.GotoAsync("/account/demo/sign-up");
        await visitor.TabToAsync(visitor.Field("E-mail address"));
        await visitor.Page.Keyboard.TypeAsync(visitor.Identifier);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.ShouldSeeHeadingAsync("Now create your passkey");
        await visitor.TabToAsync(visitor.Button("Create a passkey"));
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.ShouldSeeHeadingAsync("Your passkey is ready");
        await visitor.TabToAsync(visitor.Button("Sign in now"));
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.ShouldBeAtMyPasskeysAsync();
    }

    [Fact]
    public async Task A_person_signs_in_without_a_mouse()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.OpenSignInAsync();
        await Expect(visitor.Field("E-mail address")).ToBeFocusedAsync();
        await visitor.TabToAsync(visitor.Button("Sign in with a passkey"));
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.ShouldBeAtMyPasskeysAsync();
    }

    [Fact]
    public async Task After_a_refusal_the_focus_is_at_the_message()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.OpenMyPasskeysAsync();
        await visitor.TabToAsync(visitor.Button("Add a passkey"));
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.ShouldReadAsync("You have a passkey here already");
        await Expect(visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Status)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Escape_closes_a_dialog_and_changes_nothing()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.OpenMyPasskeysAsync();
        await visitor.TabToAsync(visitor.Button("Remove"));
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Dialog()).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Dialog()).ToHaveCountAsync(0);
        await Expect(visitor.Cards()).ToHaveCountAsync(1);
    }
}
