using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages;

/// <summary>The passkeys of the person who is signed in.</summary>
public sealed class MyPasskeysModel(IVisitors visitors) : PageModel
{
    /// <summary>Who is signed in.</summary>
    public Visitor Visitor { get; private set; } = null!;

    /// <summary>Shows the page, or asks to sign in first.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (await visitors.FindAsync(HttpContext) is not { } visitor)
            return Challenge(new AuthenticationProperties { RedirectUri = "/passkeys" }, PasskeysAuthentication.Scheme);
        Visitor = visitor;
        return Page();
    }
}
