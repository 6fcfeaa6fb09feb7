using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace Passkeys.IdentityServer.Ceremonies;

/// <summary>The languages that a request wants.</summary>
internal static class WantedLanguages
{
    // What the pages keep when a person chooses a language at their foot.
    private const string PageCookie = "passkeys.language";
    private const int Most = 10;

    /// <summary>Language tags, the most preferred first: what was chosen at a page, then Accept-Language (RFC 9110 §12.5.4).</summary>
    public static IReadOnlyList<string> Of(HttpRequest request)
    {
        var chosen = CookieRequestCultureProvider.ParseCookieValue(request.Cookies[PageCookie] ?? "")?.UICultures.Select(culture => culture.ToString()) ?? [];
        var accepted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).Select(language => language.Value.ToString());
        return [.. chosen.Concat(accepted).Take(Most)];
    }
}
