using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages;

/// <summary>A page of a pool whose forms are for its script alone.</summary>
/// <param name="pools">The pools of the host.</param>
[IgnoreAntiforgeryToken]
public abstract class ScriptedPage(IPools pools) : PoolPage(pools)
{
    /// <summary>
    /// Where a form ends whose script is switched off, or not there yet: nothing of it is read, and the page says again what it needs.
    /// The forms post for that alone, so that no address and no code ever stands in a URL.
    /// </summary>
    public IActionResult OnPost() => RedirectToPage(new { returnUrl = ReturnUrl });
}
