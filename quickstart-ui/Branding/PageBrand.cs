using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Pools;
using Passkeys.QuickstartUi.Localization;

namespace Passkeys.QuickstartUi.Branding;

/// <summary>How a page looks that belongs to a pool.</summary>
/// <param name="Name">The pool's name.</param>
/// <param name="Logo">The address of its logo, or null.</param>
/// <param name="Stylesheet">The path of its stylesheet below the assets' version, or null.</param>
internal sealed record PageBrand(string Name, string? Logo, string? Stylesheet)
{
    /// <summary>The brand of the pool of the page's address, or null: the host's own look.</summary>
    /// <param name="http">The request.</param>
    /// <param name="isPersonal">Whether the page is about the person who is signed in, so that it looks as that one's pool does.</param>
    public static PageBrand? Of(HttpContext http, bool isPersonal) =>
        (http.Features.Get<Pool>() ?? (isPersonal ? http.Features.Get<PersonsPool>()?.Pool : null)) is { } pool ? Of(pool) : null;

    private static PageBrand Of(Pool pool)
    {
        var (logo, accent) = (pool.Policy.Branding.Logo, pool.Policy.Branding.Accent);
        return new PageBrand(pool.Name, BrandingRules.IsLogo(logo) ? logo : null, Colour.TryParse(accent, out var colour) ? BrandStylesheet.PathOf(colour) : null);
    }
}
