using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages;

/// <summary>The home page: the pools and the way into each.</summary>
public sealed class IndexModel(IPools pools, IVisitors visitors, IOptions<QuickstartUiOptions> options) : PageModel
{
    /// <summary>The pools, by name.</summary>
    public IReadOnlyList<Pool> Pools { get; private set; } = [];

    /// <summary>Who is signed in, or null.</summary>
    public Visitor? Visitor { get; private set; }

    /// <summary>The pool to try first, where the host says so.</summary>
    public Pool? First => options.Value.ShowFirstSteps ? Pools.OrderBy(pool => pool.Policy.Registration.Captcha).FirstOrDefault(pool => pool.Policy.Registration.SelfService) : null;

    /// <summary>Shows the page.</summary>
    public async Task OnGetAsync()
    {
        Pools = await pools.ListEnabledAsync(HttpContext.RequestAborted);
        Visitor = await visitors.FindAsync(HttpContext);
    }
}
