using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>
/// What of a pool is not for its own administrators. What the well-known addresses of a domain say holds for every pool of that domain: another site, or an app, that one of them lets in may
/// use the passkeys of all. And who administers a pool must not be able to have the traces of it forgotten.
/// </summary>
internal static class ReservedMembers
{
    /// <summary>The members, for whoever is refused.</summary>
    public const string Names = "rpId, formerRpIds, relatedOrigins, androidApps and appleApps, and a shorter auditRetentionDays,";

    public static bool AreKept(PoolDraft before, PoolDraft after) =>
        before.RpId == after.RpId
        && before.Policy.FormerRpIds.SequenceEqual(after.Policy.FormerRpIds, StringComparer.Ordinal)
        && before.Policy.RelatedOrigins.SequenceEqual(after.Policy.RelatedOrigins, StringComparer.Ordinal)
        && before.Policy.AndroidApps.SelectMany(Describe).SequenceEqual(after.Policy.AndroidApps.SelectMany(Describe), StringComparer.Ordinal)
        && before.Policy.AppleApps.SequenceEqual(after.Policy.AppleApps, StringComparer.Ordinal)
        && (after.Policy.AuditRetentionDays is not { } days || before.Policy.AuditRetentionDays <= days);

    private static IEnumerable<string> Describe(AndroidApp app) => [app.PackageName, .. app.Sha256CertFingerprints];
}
