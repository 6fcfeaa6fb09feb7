using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Passkeys.QuickstartUi.Localization;

/// <summary>A way to the same page in another language.</summary>
/// <param name="Language">The language's tag.</param>
/// <param name="Name">What it is called by those who speak it.</param>
/// <param name="Href">The address.</param>
/// <param name="IsCurrent">Whether the page is in this language.</param>
internal sealed record LanguageLink(string Language, string Name, string Href, bool IsCurrent);

/// <summary>The ways from a page to the same page in other languages: its address with another <c>ui_locales</c>. No script, no form.</summary>
internal static class LanguageLinks
{
    /// <summary>The ways; none where the page has no address of its own, because it answers a form or stands in for another page.</summary>
    public static IReadOnlyList<LanguageLink> Of(HttpContext http)
    {
        var stands = HttpMethods.IsGet(http.Request.Method) && http.Features.Get<IStatusCodeReExecuteFeature>() is null;
        return stands && http.Features.Get<PageLanguage>() is { } page
            ? [.. page.Offered.Select(language => new LanguageLink(language, PageLanguage.NameOf(language), Href(http.Request, language), language == page.Culture.Name))]
            : [];
    }

    private static string Href(HttpRequest request, string language)
    {
        var others = request.Query.Where(pair => pair.Key != UiLocalesProvider.Parameter);
        return request.PathBase + request.Path + new QueryBuilder(others) { { UiLocalesProvider.Parameter, language } }.ToQueryString();
    }
}
