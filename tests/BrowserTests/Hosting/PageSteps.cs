using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>What visitors see and press on the pages, by the words on them.</summary>
public static class PageSteps
{
    public static ILocator Button(this Visitor visitor, string name) => visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = visitor.Words[name] });

    public static ILocator Field(this Visitor visitor, string label) => visitor.Page.GetByLabel(visitor.Words[label]);

    public static ILocator Dialog(this Visitor visitor) => visitor.Page.GetByRole(AriaRole.Dialog);

    public static ILocator DialogButton(this Visitor visitor, string name) => visitor.Dialog().GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = visitor.Words[name] });

    public static Task PressAsync(this Visitor visitor, string button) => visitor.Button(button).ClickAsync();

    public static Task ShouldSeeHeadingAsync(this Visitor visitor, string text) =>
        Expect(visitor.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = visitor.Words[text] })).ToBeVisibleAsync();

    /// <summary>The page's message says so, to those who listen as well.</summary>
    public static Task ShouldReadAsync(this Visitor visitor, string message) =>
        Expect(visitor.Page.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = visitor.Words[message] })).ToBeVisibleAsync();

    public static Task ShouldBeAtMyPasskeysAsync(this Visitor visitor) => visitor.Page.WaitForURLAsync(new Regex("/passkeys$", RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>Fills in the first step of a sign-up.</summary>
    public static async Task EnterDetailsAsync(this Visitor visitor, string pool, string? captcha = null)
    {
        await visitor.Page.GotoAsync($"/account/{pool}/sign-up");
        await visitor.Field("E-mail address").FillAsync(visitor.Identifier);
        if (captcha is not null)
            await visitor.Field("Are you a person?").FillAsync(captcha);
        await visitor.PressAsync("Continue");
    }

    /// <summary>Signs up in pool acme as far as the code from the mail.</summary>
    public static async Task SignUpAtAcmeAsync(this Visitor visitor)
    {
        await visitor.EnterDetailsAsync("acme", "captcha-ok");
        await visitor.PressAsync("Create a passkey");
        await visitor.ShouldSeeHeadingAsync("Look into your mail");
    }

    /// <summary>Opens the sign-in page in a browser that does not offer passkeys in its field: the virtual device would pick one at once.</summary>
    public static async Task OpenSignInAsync(this Visitor visitor, string pool = "demo")
    {
        await visitor.OfferNothingInFieldsAsync();
        await visitor.Page.GotoAsync($"/account/{pool}/sign-in");
    }

    /// <summary>Goes as far as the question how to sign in, in a pool with passwords.</summary>
    public static async Task EnterIdentifierAsync(this Visitor visitor, string pool = HostDatabase.EitherPool)
    {
        await visitor.OpenSignInAsync(pool);
        await visitor.Field("E-mail address").FillAsync(visitor.Identifier);
        await visitor.PressAsync("Continue");
        await visitor.ShouldSeeHeadingAsync("How do you want to sign in?");
    }

    /// <summary>Asks for the mail that leads back into the account.</summary>
    public static async Task AskForRecoveryAsync(this Visitor visitor)
    {
        await visitor.Page.GotoAsync("/account/demo/recover");
        await visitor.Field("E-mail address").FillAsync(visitor.Identifier);
        await visitor.PressAsync("Send the mail");
        await visitor.ShouldSeeHeadingAsync("Look into your mail");
    }

    /// <summary>Opens the sign-in page and waits until it offers passkeys in its field. Nobody picks one; nobody touches the device.</summary>
    public static async Task OpenOfferingSignInAsync(this Visitor visitor, string pool = "demo")
    {
        await visitor.Device.BeTouchedAsync(false);
        await visitor.Page.RunAndWaitForResponseAsync(() => visitor.Page.GotoAsync($"/account/{pool}/sign-in"), "**/login/webauthn/options");
    }

    /// <summary>Opens the person's own passkeys and waits until they are there. The visitor is signed in.</summary>
    public static async Task OpenMyPasskeysAsync(this Visitor visitor)
    {
        await visitor.Page.GotoAsync("/passkeys");
        await Expect(visitor.Cards().First).ToBeVisibleAsync();
    }

    /// <summary>The cards of the person's passkeys.</summary>
    public static ILocator Cards(this Visitor visitor) => visitor.Page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = visitor.Words["My passkeys"] }).Locator("> li");

    /// <summary>Presses Remove at the only passkey, twice, and comes to the warning.</summary>
    public static async Task AskToRemoveLastAsync(this Visitor visitor)
    {
        await visitor.PressAsync("Remove");
        await visitor.DialogButton("Remove").ClickAsync();
        await visitor.ShouldSeeHeadingAsync("This is your last passkey");
    }

    /// <summary>Goes on by the Tab key until this has the focus.</summary>
    public static async Task TabToAsync(this Visitor visitor, ILocator target)
    {
        const int most = 30;
        for (var presses = 0; presses < most; presses++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
            await visitor.Page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException($"{most} presses of Tab do not lead to {target}.");
    }
}
