using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;

namespace DemoPortal.Sessions;

/// <summary>The way to the provider's sign-out and back (OpenID Connect RP-Initiated Logout 1.0).</summary>
internal static class SignOutState
{
    private const string Cookie = "portal.sign-out";

    /// <summary>Where the browser goes. It takes a state along that only this browser knows.</summary>
    public static string AddressOf(HttpContext http, PortalOptions options, string? idToken)
    {
        var state = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        http.Response.Cookies.Append(Cookie, state, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            MaxAge = TimeSpan.FromMinutes(10),
        });
        return QueryHelpers.AddQueryString(options.Authority + "/connect/endsession", new Dictionary<string, string?>
        {
            ["id_token_hint"] = idToken,
            ["client_id"] = options.ClientId,
            ["post_logout_redirect_uri"] = $"{http.Request.Scheme}://{http.Request.Host}/",
            ["state"] = state,
        });
    }

    /// <summary>Whether this browser comes back from the sign-out that it began here. Anybody can write a link to this page.</summary>
    public static bool IsExpected(HttpContext http, string state)
    {
        var expected = http.Request.Cookies[Cookie];
        http.Response.Cookies.Delete(Cookie);
        return expected == state;
    }
}
