using System.Globalization;

namespace Passkeys.QuickstartUi.Localization;

/// <summary>The language of a page, and those it could be in. A feature of the request.</summary>
/// <param name="Culture">The language of the page.</param>
/// <param name="Offered">All languages that the page is offered in.</param>
internal sealed record PageLanguage(CultureInfo Culture, IReadOnlyList<string> Offered)
{
    /// <summary>What a language is called by those who speak it.</summary>
    public static string NameOf(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return culture.TextInfo.ToTitleCase(culture.NativeName);
    }
}
