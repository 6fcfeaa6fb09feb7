using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>Asks an administrator for their passkey again, and goes back to where they were.</summary>
/// <param name="visitors">Knows who is signed in.</param>
public sealed class ConfirmModel(IVisitors visitors) : PageModel
{
    /// <summary>Who is signed in.</summary>
    public Visitor Visitor { get; private set; } = null!;

    /// <summary>Where to go on to: a path of this host.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>Shows the page, or asks to sign in first.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (!LocalUrl.Is(ReturnUrl))
            ReturnUrl = Url.Content("~/admin");
        if (await visitors.FindAsync(HttpContext) is not { } visitor)
            return Challenge(new AuthenticationProperties { RedirectUri = ReturnUrl }, PasskeysAuthentication.Scheme);
        Visitor = visitor;
        return Page();
    }
}
