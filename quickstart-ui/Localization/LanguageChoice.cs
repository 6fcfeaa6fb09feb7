namespace Passkeys.QuickstartUi.Localization;

/// <summary>Brings together the languages that a person wants and those that there are.</summary>
internal static class LanguageChoice
{
    // RFC 5646 §4.4.1: 35 characters are enough for any tag.
    private const int LongestTag = 35;

    /// <summary>The languages of a pool's pages, as the pool orders them; all that there are when it names none of them.</summary>
    public static IReadOnlyList<string> Offered(IReadOnlyList<string> available, IReadOnlyList<string> ofPool)
    {
        string[] offered = [.. ofPool.Select(tag => Lookup(tag, available)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        return offered.Length == 0 ? available : offered;
    }

    /// <summary>The first of the wanted languages that is offered, or null. A wish is for one language, whatever its region.</summary>
    public static string? Best(IEnumerable<string> wanted, IReadOnlyList<string> offered) =>
        wanted.Select(tag => Lookup(tag, offered)).FirstOrDefault(found => found is not null);

    // RFC 4647 §3.4, "Lookup": a tag that is not there loses its last part until it is.
    private static string? Lookup(string tag, IReadOnlyList<string> offered)
    {
        for (var rest = tag.Length > LongestTag ? "" : tag; rest.Length > 0; rest = rest[..Math.Max(0, rest.LastIndexOf('-'))])
        {
            if (offered.FirstOrDefault(language => language.Equals(rest, StringComparison.OrdinalIgnoreCase)) is { } found)
                return found;
        }

        return null;
    }
}
