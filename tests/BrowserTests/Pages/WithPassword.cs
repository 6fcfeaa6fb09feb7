using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Pages;

/// <summary>Pools that have passwords: in place of a passkey, or before one.</summary>
public sealed class WithPassword(BrowserFixture browser)
{
    private const string Password = "four words in a row";

    [Fact]
    public async Task Whoever_signs_up_may_choose_a_password_and_is_offered_a_passkey_after_signing_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.EnterDetailsAsync(HostDatabase.EitherPool);
        await visitor.PressAsync("Use a password instead");
        await visitor.Field("New password").FillAsync(Password);
        await visitor.PressAsync("Create the account");
        await visitor.ShouldSeeHeadingAsync("Your account is ready");
        await visitor.PressAsync("Sign in now");
        await visitor.ShouldSeeHeadingAsync("Add a passkey to this device?");
        await Expect(visitor.Page.GetByText("without a password")).ToBeVisibleAsync();
        await visitor.PressAsync("Add a passkey");
        await visitor.ShouldSeeHeadingAsync("Your passkey is ready");
    }

    [Fact]
    public async Task A_password_that_is_too_short_is_refused_at_once()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.EnterDetailsAsync(HostDatabase.EitherPool);
        await visitor.PressAsync("Use a password instead");
        await visitor.Field("New password").FillAsync("short");
        await visitor.PressAsync("Create the account");
        await Expect(visitor.Page.GetByText("Use at least 15 characters.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_password_that_everybody_uses_is_refused()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.EnterDetailsAsync(HostDatabase.EitherPool);
        await visitor.PressAsync("Use a password instead");
        await visitor.Field("New password").FillAsync("passwordpassword");
        await visitor.PressAsync("Create the account");
        await visitor.ShouldReadAsync("Choose another password");
    }

    [Fact]
    public async Task A_password_signs_in_and_the_way_is_remembered_in_this_browser()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpByPasswordAsync(Password);
        await visitor.EnterIdentifierAsync();
        await visitor.Field("Password").FillAsync(Password);
        await visitor.PressAsync("Sign in with the password");
        await visitor.PressAsync("Not now");
        await visitor.ShouldBeAtMyPasskeysAsync();
        await visitor.SignOutHereAsync();
        await visitor.EnterIdentifierAsync();
        await Expect(visitor.Field("Password")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_second_step_is_the_same_for_an_account_and_for_none()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.EnterIdentifierAsync();
        var none = await StepAsync(visitor);
        await visitor.SignUpAsync(pool: HostDatabase.EitherPool);
        await visitor.EnterIdentifierAsync();
        (await StepAsync(visitor)).ShouldBe(none);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.EnterIdentifierAsync();
        await visitor.Field("Password").FillAsync("not the password");
        await visitor.PressAsync("Sign in with the password");
        await visitor.ShouldReadAsync("Check what you entered");
    }

    [Fact]
    public async Task The_passkey_of_the_account_may_be_used_in_place_of_the_password()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync(pool: HostDatabase.EitherPool);
        await visitor.EnterIdentifierAsync();
        await visitor.PressAsync("Sign in with a passkey");
        await visitor.ShouldBeAtMyPasskeysAsync();
    }

    [Fact]
    public async Task Whoever_is_invited_makes_a_passkey_and_a_password_and_needs_both_at_the_next_sign_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.OfferNothingInFieldsAsync();
        await visitor.Page.GotoAsync(await visitor.BeInvitedToStaffAsync());
        await visitor.PressAsync("Create a passkey");
        await visitor.PressAsync("Sign in now");
        await visitor.ShouldBeAtMyPasskeysAsync();
        await SetPasswordAsync(visitor, "Set a password");
        await visitor.SignOutHereAsync();
        await visitor.EnterIdentifierAsync("staff");
        await Expect(visitor.Page.GetByText("After the password you are asked for your passkey.")).ToBeVisibleAsync();
        await visitor.Field("Password").FillAsync(Password);
        await visitor.PressAsync("Sign in with the password");
        await visitor.ShouldBeAtMyPasskeysAsync();
        await Expect(visitor.Page.GetByText("You have a password, last changed on")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_wrong_password_with_the_right_passkey_is_refused_at_the_end()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync(pool: HostDatabase.BothPool);
        await visitor.EnterIdentifierAsync(HostDatabase.BothPool);
        await visitor.Field("Password").FillAsync("not the password");
        await visitor.PressAsync("Sign in with the password");
        await visitor.ShouldReadAsync("Check what you entered");
    }

    [Fact]
    public async Task A_password_is_changed_and_removed()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync(pool: HostDatabase.EitherPool);
        await visitor.OpenMyPasskeysAsync();
        await SetPasswordAsync(visitor, "Set a password");
        await SetPasswordAsync(visitor, "Change the password");
        await visitor.PressAsync("Remove the password");
        await visitor.DialogButton("Remove").ClickAsync();
        await visitor.ShouldReadAsync("The password is removed");
        await Expect(visitor.Page.GetByText("You have no password.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Too_many_tries_are_told_how_long_to_wait()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.EnterIdentifierAsync();
        await visitor.Page.RouteAsync("**/login/password", route => route.FulfillAsync(new()
        {
            Status = 429,
            Headers = new Dictionary<string, string> { ["Retry-After"] = "290" },
            Body = """{"code":"too_many_attempts"}""",
        }));
        await visitor.Field("Password").FillAsync("not the password");
        await visitor.PressAsync("Sign in with the password");
        await visitor.ShouldReadAsync("Too many tries");
        await Expect(visitor.Page.GetByText("Try again in 5 minutes.")).ToBeVisibleAsync();
    }

    private static async Task SetPasswordAsync(Visitor visitor, string button)
    {
        await visitor.PressAsync(button);
        await visitor.Dialog().GetByLabel("New password").FillAsync(Password);
        await visitor.DialogButton("Save").ClickAsync();
        await visitor.ShouldReadAsync("The new password is saved");
    }

    private static Task<string> StepAsync(Visitor visitor) => visitor.Page.Locator("[data-step='method']").InnerHTMLAsync();
}
