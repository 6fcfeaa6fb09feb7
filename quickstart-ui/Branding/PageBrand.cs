using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.QuickstartUi.Branding;

/// <summary>How a page looks that belongs to a pool. A pool that is a feature of the request lends its look to the page.</summary>
/// <param name="Name">The pool's name.</param>
/// <param name="Logo">The address of its logo, or null.</param>
/// <param name="Stylesheet">The path of its stylesheet below the assets' version, or null.</param>
internal sealed record PageBrand(string Name, string? Logo, string? Stylesheet)
{
    /// <summary>The brand of the request's pool, or null: the host's own look.</summary>
    public static PageBrand? Of(HttpContext http) => http.Features.Get<Pool>() is { } pool ? Of(pool) : null;

    private static PageBrand Of(Pool pool)
    {
        var (logo, accent) = (pool.Policy.Branding.Logo, pool.Policy.Branding.Accent);
        return new PageBrand(pool.Name, BrandingRules.IsLogo(logo) ? logo : null, Colour.TryParse(accent, out var colour) ? BrandStylesheet.PathOf(colour) : null);
    }
}
