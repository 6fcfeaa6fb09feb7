using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;
using Passkeys.QuickstartUi.Errors;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages;

/// <summary>The applications with access to the account of the person who is signed in. Works without script.</summary>
/// <param name="engine">Knows them.</param>
/// <param name="visitors">Knows who is signed in.</param>
[StaleFormStartsAgain]
public sealed class AppsModel(IEngineInteraction engine, IVisitors visitors) : PageModel
{
    /// <summary>Who is signed in.</summary>
    public Visitor Visitor { get; private set; } = null!;

    /// <summary>The applications, by name.</summary>
    public IReadOnlyList<AppAccess> Apps { get; private set; } = [];

    /// <summary>The application whose access is to be withdrawn, by its client id, while the page asks whether it shall be.</summary>
    [BindProperty(SupportsGet = true, Name = "app")]
    public string? ClientId { get; set; }

    /// <summary>What people call the application whose access was withdrawn just now.</summary>
    [TempData]
    public string? Withdrawn { get; set; }

    /// <summary>The application that the page asks about, or null.</summary>
    public AppAccess? Asked => Apps.FirstOrDefault(app => app.Client.ClientId == ClientId);

    /// <summary>Lists; or asks whether one shall go.</summary>
    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    /// <summary>Withdraws the access of one, at once.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } elsewhere)
            return elsewhere;
        if (Asked is { } app)
        {
            await engine.WithdrawAsync(Visitor.Pool, Visitor.UserId, app.Client.ClientId, HttpContext.RequestAborted);
            Withdrawn = app.Client.Name;
        }
        return RedirectToPage(new { app = (string?)null });
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (await visitors.FindAsync(HttpContext) is not { } visitor)
            return Challenge(new AuthenticationProperties { RedirectUri = Url.Page("/Apps") }, PasskeysAuthentication.Scheme);
        Visitor = visitor;
        Apps = await engine.ListAppsAsync(visitor.Pool, visitor.UserId, HttpContext.RequestAborted);
        return null;
    }
}
