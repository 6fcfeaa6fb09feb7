using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Passkeys.QuickstartUi;

/// <summary>What a page remembers in this browser: a cookie that no script reads and no other site sends.</summary>
internal static class PageCookie
{
    private const int TagBytes = 8;

    public static string? Read(HttpContext http, string name) => http.Request.Cookies[NameOf(http, name)];

    public static void Keep(HttpContext http, string name, string value, TimeSpan lifetime) =>
        http.Response.Cookies.Append(NameOf(http, name), value, new CookieOptions
        {
            HttpOnly = true,
            Secure = http.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = lifetime,
            // It does what the person asked for, and tells nobody apart.
            IsEssential = true,
        });

    /// <summary>Stands for a client or a person in a cookie's name, without naming them.</summary>
    public static string TagOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, TagBytes));

    private static string NameOf(HttpContext http, string name) => (http.Request.IsHttps ? "__Host-passkeys." : "passkeys.") + name;
}
