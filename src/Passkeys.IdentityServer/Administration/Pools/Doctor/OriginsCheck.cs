using System.Runtime.CompilerServices;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>The pool's origins against its RP ID.</summary>
internal sealed class OriginsCheck : IPoolCheck
{
    public async IAsyncEnumerable<PoolFinding> LookAsync(Examination examination, [EnumeratorCancellation] CancellationToken ct)
    {
        await ValueTask.CompletedTask;
        var (rpId, policy) = (examination.Pool.RpId, examination.Policy);
        var wrong = policy.Origins.Select(origin => Find(rpId, policy, origin)).OfType<PoolFinding>().ToList();
        foreach (var finding in wrong)
            yield return finding;
        if (policy.TopOrigins.Contains(OriginRule.AnyTopOrigin, StringComparer.Ordinal))
            yield return Finding(FindingLevel.Advice, OriginRule.AnyTopOrigin, "Any site may frame the ceremonies, also one that tricks people into them. Name the sites in topOrigins that have to.");
        if (OriginRule.Of(examination.Pool, examination.HostOrigin).Origins.Count == 0 && examination.HostOrigin is null)
            yield return Finding(FindingLevel.Advice, rpId, "The pool has no origin, and where this host is nobody has said: set Passkeys:PublicOrigin, so that it can be looked at.");
        else if (OriginRule.Of(examination.Pool, examination.HostOrigin).Origins.Count == 0)
            yield return Finding(FindingLevel.Wrong, rpId, $"No origin may use the passkeys: neither has the pool any, nor is this host at {rpId} or below. Add the origin of the page that signs people in to origins.");
        else if (wrong.Count == 0)
            yield return Finding(FindingLevel.Good, rpId, policy.Origins.Count switch
            {
                0 => "Only the pages of this host and the pool's apps may use the passkeys.",
                1 => "The origin may use the passkeys.",
                var many => $"All {many} origins may use the passkeys.",
            });
    }

    private static PoolFinding? Find(string rpId, PoolPolicy policy, string origin)
    {
        if (MobileApps.IsAndroidOrigin(origin))
        {
            return MobileApps.OriginsOf(policy).Contains(origin, StringComparer.Ordinal) ? null : Finding(
                FindingLevel.Advice, origin, "The origin is an app's of which androidApps does not know. Add the app there, so that assetlinks.json names it.");
        }
        var uri = new Uri(origin);
        if (uri.Scheme != Uri.UriSchemeHttps && !uri.IsLoopback)
            return Finding(FindingLevel.Wrong, origin, "Browsers offer passkeys to https pages only, except on localhost. Use https.");
        if (uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
            return Finding(FindingLevel.Wrong, origin, "Browsers offer no passkeys to pages at an IP address. Use a name.");
        return OriginRule.Covers(rpId, origin) ? null : Finding(
            FindingLevel.Advice, origin, $"The origin is of another site than {rpId}: it works as a related origin alone (WebAuthn L3 §5.11). Move it to relatedOrigins, where that is looked after.");
    }

    private static PoolFinding Finding(FindingLevel level, string subject, string message) => new(PoolChecks.Origins, level, subject, message);
}
