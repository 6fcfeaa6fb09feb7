using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>What visitors see and press at the portal, and on the pages that it sends them to.</summary>
public static class PortalSteps
{
    private const int MostLooks = 200;

    public static ILocator Link(this Visitor visitor, string name) => visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name });

    /// <summary>What the portal learned of a claim.</summary>
    public static ILocator Claim(this Visitor visitor, string name) => visitor.Page.Locator($"[data-claim='{name}']");

    /// <summary>Begins a sign-in at the portal, in a pool.</summary>
    public static async Task BeginAtAsync(this Visitor visitor, PortalProcess portal, string pool = "demo")
    {
        await visitor.Page.GotoAsync(portal.Origin + "/");
        await visitor.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = pool, Exact = true }).ClickAsync();
    }

    /// <summary>Signs in at the portal with the passkey that the browser offers in the field.</summary>
    public static async Task SignInAtAsync(this Visitor visitor, PortalProcess portal, string pool = "demo")
    {
        await visitor.BeginAtAsync(portal, pool);
        await visitor.ShouldBeSignedInAtAsync(portal);
    }

    public static async Task ShouldBeSignedInAtAsync(this Visitor visitor, PortalProcess portal)
    {
        await visitor.Page.WaitForURLAsync(portal.Origin + "/");
        await visitor.ShouldSeeHeadingAsync("You are signed in");
    }

    public static async Task ShouldBeSignedOutAtAsync(this Visitor visitor, PortalProcess portal)
    {
        await visitor.Page.GotoAsync(portal.Origin + "/");
        await visitor.ShouldSeeHeadingAsync("Welcome");
    }

    public static Task ShouldBeAtSignInOfAsync(this Visitor visitor, string pool) =>
        visitor.Page.WaitForURLAsync(new Regex($"/account/{pool}/sign-in", RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>Where an address would send this browser, its cookies included.</summary>
    public static async Task<string> RedirectOfAsync(this Visitor visitor, string address)
    {
        await using var answer = await visitor.Page.Context.APIRequest.GetAsync(address, new APIRequestContextOptions { MaxRedirects = 0 });
        return answer.Headers.TryGetValue("location", out var location) ? location : throw new InvalidOperationException($"{address} answers {answer.Status}.");
    }

    /// <summary>Presses a button of the host's sign-in page once that page is whole: a press before its script is there does nothing.</summary>
    public static async Task PressAtSignInAsync(this Visitor visitor, string button = "Sign in with a passkey")
    {
        await visitor.ShouldBeAtSignInOfAsync("[a-z-]+");
        await visitor.PressAsync(button);
    }

    /// <summary>Fills in the host's sign-up page once it is whole, and goes on.</summary>
    public static async Task EnterAddressAtSignUpAsync(this Visitor visitor)
    {
        await visitor.Page.WaitForURLAsync("**/account/*/sign-up**");
        await visitor.Field("E-mail address").FillAsync(visitor.Identifier);
        await visitor.PressAsync("Continue");
    }

    /// <summary>Looks at the portal again until it knows nobody any more: it is told of a sign-out behind the browser's back.</summary>
    public static async Task ShouldBecomeSignedOutAtAsync(this Visitor visitor, PortalProcess portal)
    {
        await visitor.Page.GotoAsync(portal.Origin + "/");
        var welcome = visitor.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Welcome" });
        for (var looks = 0; looks < MostLooks && !await welcome.IsVisibleAsync(); looks++)
            await visitor.Page.ReloadAsync();
        await Expect(welcome).ToBeVisibleAsync();
    }
}
