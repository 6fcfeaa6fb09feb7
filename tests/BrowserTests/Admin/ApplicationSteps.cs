using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Admin;

/// <summary>What administrators do with applications.</summary>
internal static class ApplicationSteps
{
    /// <summary>Registers a web application of a pool.</summary>
    public static async Task RegisterApplicationAsync(this Visitor visitor, string id, string pool = "demo", string redirectUri = "https://app.example.com/signed-in")
    {
        await FillAsync(visitor, id, pool, redirectUri);
        await Expect(visitor.Page.Locator("#new-secret")).ToBeVisibleAsync();
    }

    /// <summary>Tries to register one whose redirect URI is none.</summary>
    public static Task ApplicationWithErrorsAsync(this Visitor visitor) => FillAsync(visitor, "", "demo", "http://app.example.com/signed-in");

    /// <summary>A page of the administration of applications, as an administrator.</summary>
    public static Func<Visitor, Task> At(string path) => async visitor =>
    {
        await visitor.BecomeAdministratorAsync();
        await visitor.Page.GotoAsync("/admin/applications" + path);
    };

    /// <summary>The same of one that was just registered.</summary>
    public static Func<Visitor, Task> OfNew(string path) => async visitor =>
    {
        await visitor.BecomeAdministratorAsync();
        var id = $"app-{Guid.CreateVersion7():N}";
        await visitor.RegisterApplicationAsync(id);
        if (path != "secret")
            await visitor.Page.GotoAsync($"/admin/applications/{id}{path}");
    };

    private static async Task FillAsync(Visitor visitor, string id, string pool, string redirectUri)
    {
        await visitor.Page.GotoAsync("/admin/applications/new");
        await visitor.Page.Locator("#Form_ClientId").FillAsync(id);
        await visitor.Page.Locator("#Form_Name").FillAsync("An application");
        await visitor.Page.Locator("#Form_Pools").FillAsync(pool);
        await visitor.Page.Locator("#Form_RedirectUris").FillAsync(redirectUri);
        await visitor.Page.Locator("main form button[type=submit]").ClickAsync();
        await visitor.Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
    }
}
