using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>Sign in without a pool in the address: straight to the only one, or a choice.</summary>
public sealed class ChoosePoolModel(IPools pools) : PageModel
{
    /// <summary>The pools, by name.</summary>
    public IReadOnlyList<Pool> Pools { get; private set; } = [];

    /// <summary>Where the person goes on to: a path of this host, or null. Query names are case-insensitive: the cookie's own <c>ReturnUrl</c> is read too.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>Shows the choice, where there is one.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        Pools = await pools.ListEnabledAsync(HttpContext.RequestAborted);
        return Pools is [var only] ? Redirect(LinkTo(only)) : Page();
    }

    /// <summary>The address of a pool's sign-in page, with the way on.</summary>
    public string LinkTo(Pool pool) =>
        Url.Content($"~/account/{pool.Id}/sign-in") + (LocalUrl.Is(ReturnUrl) ? QueryString.Create("returnUrl", ReturnUrl!).ToUriComponent() : "");
}
