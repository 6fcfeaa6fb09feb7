using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Admin;

/// <summary>An administrator registers an application and takes its settings along.</summary>
public sealed class RegisteringAnApplication(BrowserFixture browser)
{
    [Fact]
    public async Task Its_secret_and_settings_are_copied()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await visitor.BecomeAdministratorAsync();
        var id = $"app-{Guid.CreateVersion7():N}";

        await visitor.RegisterApplicationAsync(id);
        await CopyAsync(visitor, "new-secret");

        (await CopiedAsync(visitor)).ShouldBe(await visitor.Page.Locator("#new-secret").TextContentAsync());
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "To the application" }).ClickAsync();
        await CopyAsync(visitor, "setting-clientId");
        (await CopiedAsync(visitor)).ShouldBe(id);
        await CopyAsync(visitor, "sample-aspnetcore");
        (await CopiedAsync(visitor)).ShouldContain($"options.ClientId = \"{id}\";");
        visitor.Complaints.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_mended()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        await visitor.ApplicationWithErrorsAsync();

        await Expect(visitor.Page.Locator("#Form_RedirectUris-error")).ToBeVisibleAsync();
        await visitor.Page.Locator("#Form_RedirectUris").FillAsync("https://app.example.com/signed-in");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Register" }).ClickAsync();

        await Expect(visitor.Page.Locator("#new-secret")).ToHaveTextAsync(new Regex("^[A-Za-z0-9_-]{43}$", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    private static Task CopyAsync(Visitor visitor, string what) => visitor.Page.Locator($"[data-copy='{what}']").ClickAsync();

    private static Task<string> CopiedAsync(Visitor visitor) => visitor.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
}
