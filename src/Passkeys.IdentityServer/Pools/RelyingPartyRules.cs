using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Pools;

/// <summary>What a pool may say of the domains that its passkeys were made for, and of the origins that may use them.</summary>
internal static class RelyingPartyRules
{
    private const int MostFormer = 10;
    private const int MostOrigins = 100;
    private const int MaxLength = 253;

    public static void Check(Pool pool)
    {
        var former = pool.Policy.FormerRpIds;
        if (former.Count > MostFormer || !former.All(IsDomain) || former.Distinct(StringComparer.Ordinal).Count() < former.Count || former.Contains(pool.RpId))
            throw new InvalidMemberException("policy.formerRpIds", $"at most {MostFormer} domains are expected, in lower case, none of them twice and none the current rpId.");
        if (pool.Policy.TopOrigins.Count > MostOrigins || !pool.Policy.TopOrigins.All(origin => origin == OriginRule.AnyTopOrigin || IsWebOrigin(origin)))
            throw new InvalidMemberException("policy.topOrigins", $"at most {MostOrigins} origins are expected: http or https, host and port, and nothing behind; or * for any.");
        if (pool.Policy.Origins.Count > MostOrigins || !pool.Policy.Origins.All(IsOrigin))
            throw new InvalidMemberException("policy.origins", $"at most {MostOrigins} origins are expected: http or https, host and port, and nothing behind; or android:apk-key-hash: with a hash.");
        RelatedOriginRules.Check(pool);
    }

    // WebAuthn L3 §4: an RP ID is a valid domain string. One without a dot is localhost, or nobody's.
    public static bool IsDomain(string text) =>
        text.Length <= MaxLength && Uri.CheckHostName(text) is UriHostNameType.Dns && !text.Any(char.IsAsciiLetterUpper) && (text == "localhost" || text.Contains('.', StringComparison.Ordinal));

    private static bool IsOrigin(string text) => MobileApps.IsAndroidOrigin(text) || IsWebOrigin(text);

    private static bool IsWebOrigin(string text) => text.StartsWith("http", StringComparison.Ordinal) && OriginRule.IsOrigin(text);
}
