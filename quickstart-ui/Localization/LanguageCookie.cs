using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace Passkeys.QuickstartUi.Localization;

/// <summary>Keeps the language that a person chose at the foot of a page, until the browser is closed.</summary>
internal static class LanguageCookie
{
    public const string Name = "passkeys.language";

    public static void Keep(HttpContext http, string language) =>
        http.Response.Cookies.Append(Name, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)), new CookieOptions
        {
            HttpOnly = true,
            Secure = http.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            // It does what the person asked for, and tells nobody apart.
            IsEssential = true,
        });
}
