using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Passkeys.QuickstartUi.Localization;

/// <summary>The languages that the address of the page names: <c>?ui_locales=fr-CA fr en</c>, as in OpenID Connect Core §3.1.2.1.</summary>
internal sealed class UiLocalesProvider : IRequestCultureProvider
{
    public const string Parameter = "ui_locales";

    // More than a person speaks, and nothing that a long address could be used for.
    private const int Most = 20;

    public Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) => Task.FromResult(Of(Wanted(httpContext)));

    /// <summary>The result for these languages; null when there are none.</summary>
    public static ProviderCultureResult? Of(IEnumerable<string> languages)
    {
        List<StringSegment> wanted = [.. languages.Take(Most)];
        return wanted.Count == 0 ? null : new ProviderCultureResult(wanted);
    }

    private static string[] Wanted(HttpContext http) => Value(http).ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // A page that stands in for a failed one has lost the query of that one's address.
    private static StringValues Value(HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>() is { OriginalQueryString: { } original }
            ? QueryHelpers.ParseQuery(original).GetValueOrDefault(Parameter)
            : http.Request.Query[Parameter];
}
