using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages;

/// <summary>The passkeys of the person who is signed in, and the password where the pool has such.</summary>
/// <param name="visitors">Knows who is signed in.</param>
/// <param name="pools">The pools of the host.</param>
public sealed class MyPasskeysModel(IVisitors visitors, IPools pools) : PageModel
{
    /// <summary>Who is signed in.</summary>
    public Visitor Visitor { get; private set; } = null!;

    /// <summary>The person's pool.</summary>
    public Pool Pool { get; private set; } = null!;

    /// <summary>Whether people may have a password here.</summary>
    public bool HasPassword => Methods.HavePassword(Pool);

    /// <summary>Whether a password alone signs in.</summary>
    public bool PasswordIsEnough => HasPassword && !Methods.PasskeyFollows(Pool);

    /// <summary>Shows the page, or asks to sign in first.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (await visitors.FindAsync(HttpContext) is not { } visitor || await pools.FindAsync(visitor.Pool, HttpContext.RequestAborted) is not { } pool)
            return Challenge(new AuthenticationProperties { RedirectUri = "/passkeys" }, PasskeysAuthentication.Scheme);
        (Visitor, Pool) = (visitor, pool);
        return Page();
    }
}
