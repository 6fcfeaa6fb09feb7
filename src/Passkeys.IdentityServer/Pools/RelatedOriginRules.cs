using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Pools;

/// <summary>What a pool may say of origins of other sites (WebAuthn L3 §5.11).</summary>
internal static class RelatedOriginRules
{
    /// <summary>The labels that every browser takes (WebAuthn L3 §5.11: a client supports at least five).</summary>
    public const int MostLabels = 5;

    private const int Most = 50;

    // What stands before a country as a public suffix. Not all there are: the whole list changes weekly, and a browser knows it.
    private static readonly HashSet<string> SecondLevels = ["ac", "co", "com", "edu", "go", "gob", "gov", "gr", "ltd", "me", "ne", "net", "nom", "or", "org", "plc", "sch"];

    public static void Check(Pool pool)
    {
        var related = pool.Policy.RelatedOrigins;
        if (related.Count > Most || !related.All(IsOfTheWeb))
            throw new InvalidMemberException("policy.relatedOrigins", $"at most {Most} origins are expected: https, host and port, and nothing behind.");
        if (related.FirstOrDefault(origin => OriginRule.Fits(pool.RpId, origin)) is { } own)
            throw new InvalidMemberException("policy.relatedOrigins", $"other sites are expected: {own} is of the rpId's own, and belongs into origins.");
        if (LabelsOf(pool.Policy.WebOrigins).Count > MostLabels)
            throw new InvalidMemberException("policy.relatedOrigins", $"at most {MostLabels} different names of sites are expected, the rpId's own included (WebAuthn L3 §5.11): browsers pass over the rest.");
    }

    /// <summary>The different names of the sites of origins, such as <c>example</c> of <c>https://www.example.co.uk</c>. By a short list of public suffixes.</summary>
    public static IReadOnlyCollection<string> LabelsOf(IEnumerable<string> origins) =>
        [.. origins.Select(origin => LabelOf(new Uri(origin).IdnHost)).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Whether a domain is one under which others register theirs, by the same short list.</summary>
    public static bool IsSuffix(string domain) => domain.Split('.') is [var second, { Length: 2 }] && SecondLevels.Contains(second);

    private static string LabelOf(string host) => host.Split('.') switch
    {
        [.., var label, var second, { Length: 2 }] when SecondLevels.Contains(second) => label,
        [.., var label, _] => label,
        _ => host,
    };

    private static bool IsOfTheWeb(string text) => text.StartsWith("https://", StringComparison.Ordinal) && OriginRule.IsOrigin(text);
}
