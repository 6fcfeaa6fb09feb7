using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>End the session of the sign-in cookie, after a question.</summary>
public sealed class SignOutModel(ISignOut signOut, IVisitors visitors) : PageModel
{
    /// <summary>Who is signed in, or null: then there is nothing to end.</summary>
    public Visitor? Visitor { get; private set; }

    /// <summary>Asks; or says that nobody is signed in.</summary>
    public async Task OnGetAsync() => Visitor = await visitors.FindAsync(HttpContext);

    /// <summary>Ends the session.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await signOut.ExecuteAsync(HttpContext);
        return RedirectToPage();
    }
}
