using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.QuickstartUi.Choosing;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Account;

/// <summary>An address without a pool: straight on where there is nothing to choose, else a choice that is remembered.</summary>
/// <param name="chooser">Finds the pools.</param>
/// <param name="engine">Knows what an application asks for.</param>
public abstract class PoolChoicePage(PoolChooser chooser, IEngineInteraction engine) : PageModel
{
    /// <summary>The pools to choose among, by name.</summary>
    public IReadOnlyList<Pool> Pools { get; private set; } = [];

    /// <summary>What the application asks for, or null where a person came by themselves.</summary>
    public AuthorizationContext? Authorization { get; private set; }

    /// <summary>Where the person goes on to: a path of this host, or null. Query names are case-insensitive: the cookie's own <c>ReturnUrl</c> is read too.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>The pool that was chosen here, or null.</summary>
    [BindProperty(SupportsGet = true, Name = "pool")]
    public string? Chosen { get; set; }

    /// <summary>Whether to ask although there is an answer already.</summary>
    [BindProperty(SupportsGet = true, Name = "choose")]
    public string? Choose { get; set; }

    /// <summary>What the pool's page is called in its address.</summary>
    public abstract string Target { get; }

    /// <summary>Goes on, or asks.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (!LocalUrl.Is(ReturnUrl))
            ReturnUrl = null;
        Authorization = await engine.FindAuthorizationAsync(ReturnUrl, HttpContext.RequestAborted);
        Pools = [.. (await chooser.OfferAsync(HttpContext, Authorization)).Where(Fits)];
        if (Pools.FirstOrDefault(pool => pool.Id.Value == Chosen) is { } chosen)
            return Remember(chosen);
        return Choose is null && PoolChooser.Straight(Pools, HttpContext, Authorization, await VisitorAsync()) is { } straight
            ? Redirect(AddressOf(straight))
            : Page();
    }

    /// <summary>The address that chooses a pool.</summary>
    public string LinkTo(Pool pool) =>
        Url.Content($"~/account/{Target}") + (QueryString.Create("pool", pool.Id.Value) + WithReturnUrl()).ToUriComponent();

    /// <summary>Whether a pool is one to choose here.</summary>
    protected abstract bool Fits(Pool pool);

    /// <summary>Who is signed in and answers the request, or null.</summary>
    protected virtual Task<Visitor?> VisitorAsync() => Task.FromResult<Visitor?>(null);

    private RedirectResult Remember(Pool chosen)
    {
        RememberedPool.Keep(HttpContext, Authorization?.Client.ClientId, chosen.Id.Value);
        return Redirect(AddressOf(chosen));
    }

    private string AddressOf(Pool pool) => Url.Content($"~/account/{pool.Id}/{Target}") + WithReturnUrl().ToUriComponent();

    private QueryString WithReturnUrl() => ReturnUrl is null ? QueryString.Empty : QueryString.Create("returnUrl", ReturnUrl);
}
