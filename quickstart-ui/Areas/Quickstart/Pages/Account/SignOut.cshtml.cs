using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;
using Passkeys.QuickstartUi.Errors;
using Passkeys.QuickstartUi.Headers;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>
/// Ends the session of the sign-in cookie: after a question, or at once where an application's request proves that it means this session
/// (OpenID Connect RP-Initiated Logout 1.0 §2). Works without script.
/// </summary>
/// <param name="signOut">Ends the session.</param>
/// <param name="visitors">Knows who is signed in.</param>
/// <param name="engine">Knows what the application asks for.</param>
[StaleFormStartsAgain]
public sealed class SignOutModel(ISignOut signOut, IVisitors visitors, IEngineInteraction engine) : PageModel, IFramingPage
{
    /// <summary>The application's request to sign out, by the id that the engine gave it.</summary>
    [BindProperty(SupportsGet = true, Name = "logoutId")]
    public string? LogoutId { get; set; }

    /// <summary>Who is signed in, or null: then there is nothing to end.</summary>
    public Visitor? Visitor { get; private set; }

    /// <summary>What the application asks for, or null where a person came by themselves.</summary>
    public LogoutContext? Logout { get; private set; }

    /// <summary>Where the person is taken after the answer; null while the page asks, and where they stay.</summary>
    public GoingOn? GoingOn { get; private set; }

    /// <inheritdoc />
    public string? FrameUrl { get; private set; }

    /// <summary>Asks; ends the session at once where nothing has to be asked; or says that nobody is signed in.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        await FindAsync();
        if (Logout is { MustAsk: true } or null && Visitor is not null)
            return Page();
        await EndAsync();
        // No form has led here, so the browser lets the answer redirect anywhere.
        return Logout is { PostLogoutRedirectUri: { } address, FrameUrl: null } ? Redirect(address) : Page();
    }

    /// <summary>Ends the session.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await FindAsync();
        await EndAsync();
        if (Logout is null)
            return RedirectToPage();
        if (Logout is { PostLogoutRedirectUri: { } address, FrameUrl: null })
            GoingOn = new GoingOn(address, Logout.Client?.Name);
        return Page();
    }

    private async Task FindAsync()
    {
        Logout = await engine.FindLogoutAsync(LogoutId, HttpContext.RequestAborted);
        Visitor = await visitors.FindAsync(HttpContext);
    }

    private async Task EndAsync()
    {
        if (Visitor is not null)
            await signOut.ExecuteAsync(HttpContext);
        Visitor = null;
        FrameUrl = Logout?.FrameUrl;
    }
}
