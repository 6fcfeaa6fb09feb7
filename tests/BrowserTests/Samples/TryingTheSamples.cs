using System.Text.RegularExpressions;
using ConnectBackend;
using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Passkeys.BrowserTests.Quality;
using ProtectedApi;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Samples;

/// <summary>The pages of samples/ProtectedApi and samples/ConnectBackend, as their readmes have them.</summary>
public sealed partial class TryingTheSamples(BrowserFixture browser)
{
    [Fact]
    public async Task An_api_and_its_WebSocket_are_opened_with_a_passkey_and_closed_with_it()
    {
        await using var sample = await SampleApp<ApiSettings>.StartAsync("Api", browser.Host);
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.Page.GotoAsync(sample.Origin);

        await visitor.PressAsync("GET /hello");
        await Expect(visitor.Page.Locator("#log")).ToContainTextAsync("WWW-Authenticate: Bearer");
        await visitor.PressAsync("Sign in with a passkey");
        await visitor.ShouldReadAsync("Signed in.");
        await visitor.PressAsync("POST /payout");
        await visitor.ShouldReadAsync("POST /payout: 200");
        await visitor.PressAsync("Open /clock");
        await Expect(visitor.Page.Locator("#time")).ToHaveTextAsync(ATime());
        (await Axe.FindAsync(visitor.Page)).ShouldBeEmpty();

        await RemovePasskeyAsync(visitor);
        await visitor.ShouldReadAsync("the token has ended");
        visitor.Complaints.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_with_a_password_gets_a_passkey_and_signs_in_with_it()
    {
        await using var sample = await SampleApp<ConnectSettings>.StartAsync("Connect", browser.Host);
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(sample.Origin);
        (await Axe.FindAsync(visitor.Page)).ShouldBeEmpty();

        await visitor.Field("E-mail address").FillAsync(visitor.Identifier);
        await visitor.Field("Password").FillAsync("correct horse battery");
        await visitor.PressAsync("Create an account");
        await visitor.PressAsync("Add a passkey");
        await Expect(visitor.Page.GetByRole(AriaRole.Listitem)).ToContainTextAsync("since");
        (await Axe.FindAsync(visitor.Page)).ShouldBeEmpty();
        await visitor.PressAsync("Sign out");
        await visitor.PressAsync("Sign in with a passkey");

        await visitor.ShouldReadAsync("Signed in with a passkey.");
        await Expect(visitor.Page.Locator("#who")).ToHaveTextAsync(visitor.Identifier);
        visitor.Complaints.All.ShouldBeEmpty();
    }

    [GeneratedRegex("^[0-9]{2}:[0-9]{2}:[0-9]{2}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ATime();

    // In a tab of its own, as a person would: the WebSocket goes on meanwhile.
    private static async Task RemovePasskeyAsync(Visitor visitor)
    {
        var tab = await visitor.Page.Context.NewPageAsync();
        await tab.GotoAsync("/passkeys");
        await tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Remove" }).ClickAsync();
        foreach (var answer in new[] { "Remove", "Remove all the same" })
            await tab.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = answer, Exact = true }).ClickAsync();
    }
}
