using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.QuickstartUi.Choosing;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages;

/// <summary>A page of a pool that an application may have sent a person to.</summary>
/// <param name="pools">The pools of the host.</param>
/// <param name="engine">Knows what the application asks for.</param>
/// <param name="chooser">Knows which other pools there are.</param>
public abstract class AppPage(IPools pools, IEngineInteraction engine, PoolChooser chooser) : ScriptedPage(pools)
{
    /// <summary>What the application asks for, or null where a person came by themselves.</summary>
    public AuthorizationContext? Authorization { get; private set; }

    /// <summary>The address where another pool is chosen, or null when there is none.</summary>
    public string? ChooseLink { get; private set; }

    /// <summary>What the page is called in its address, the pool's and the one without a pool.</summary>
    protected abstract string Name { get; }

    /// <inheritdoc />
    protected override async Task<IActionResult?> PrepareAsync()
    {
        Authorization = await engine.FindAuthorizationAsync(ReturnUrl, HttpContext.RequestAborted);
        if (Authorization?.Pools.Contains(Pool.Id) is false)
            return Redirect(AddressWithoutPool([]));
        var others = (await chooser.OfferAsync(HttpContext, Authorization)).Count(pool => pool.Id != Pool.Id && Fits(pool));
        ChooseLink = others > 0 ? AddressWithoutPool([new("choose", "1")]) : null;
        return null;
    }

    /// <summary>Whether another pool has such a page.</summary>
    protected abstract bool Fits(Pool pool);

    private string AddressWithoutPool(IEnumerable<KeyValuePair<string, string?>> parameters) => Url.Content($"~/account/{Name}")
        + QueryString.Create(ReturnUrl is null ? parameters : [.. parameters, new("returnUrl", ReturnUrl)]).ToUriComponent();
}
