using System.Globalization;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Mail;

/// <summary>In which language a person is written to.</summary>
internal static class MailLanguage
{
    /// <summary>The languages of the letters; English where none of them is wanted.</summary>
    public static readonly IReadOnlyList<string> Available = ["en", "de", "fr", "es", "ja", "ar"];

    // RFC 5646 §4.4.1: 35 characters are enough for any tag.
    private const int LongestTag = 35;

    /// <summary>The best of the pool's languages for what is wanted; else the first of them.</summary>
    public static CultureInfo Choose(Pool pool, IReadOnlyList<string> wanted)
    {
        var ofPool = pool.Policy.Languages.Select(tag => Lookup(tag, Available)).OfType<string>().ToList();
        var offered = ofPool.Count == 0 ? Available : ofPool;
        var best = wanted.Select(tag => Lookup(tag, offered)).FirstOrDefault(found => found is not null);
        return CultureInfo.GetCultureInfo(best ?? offered[0]);
    }

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
