using Microsoft.AspNetCore.Http;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>
/// Whether a call comes from a page of this host, or from no page at all. What a cookie authorises, or sets, is for those alone:
/// browsers send <c>Sec-Fetch-Site</c> and <c>Origin</c>, which no page can forge; a program that sends neither has no victim's cookies.
/// </summary>
internal static class SameOrigin
{
    public static bool Holds(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 && site is not ("same-origin" or "none"))
            return false;
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
    }
}
