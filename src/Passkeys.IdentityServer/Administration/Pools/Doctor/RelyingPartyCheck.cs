using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>The RP ID by itself, and against the host (WebAuthn L3 §5.1.3 steps 7 and 8).</summary>
internal sealed class RelyingPartyCheck(IHostEnvironment environment) : IPoolCheck
{
    public async IAsyncEnumerable<PoolFinding> LookAsync(Examination examination, [EnumeratorCancellation] CancellationToken ct)
    {
        await ValueTask.CompletedTask;
        var rpId = examination.Pool.RpId;
        yield return LookAtDomain(rpId);
        if (examination.HostOrigin is { } origin)
            yield return LookAtHost(examination, rpId, origin);
    }

    private PoolFinding LookAtDomain(string rpId) => rpId switch
    {
        "localhost" when environment.IsDevelopment() => Finding(FindingLevel.Good, rpId, "localhost is for development: passkeys work on this machine alone."),
        "localhost" => Finding(FindingLevel.Wrong, rpId, "Passkeys for localhost work on nobody's device but this machine. Set rpId to the domain that people sign in at."),
        _ when !rpId.Contains('.', StringComparison.Ordinal) => Finding(
            FindingLevel.Wrong, rpId, "A name without a dot is a public suffix to browsers, and they refuse it as RP ID. Set rpId to a domain that is registered, such as example.com."),
        _ when RelatedOriginRules.IsSuffix(rpId) => Finding(
            FindingLevel.Wrong, rpId, "This looks like a public suffix, under which others register domains; browsers refuse it as RP ID. Set rpId to the domain that is yours."),
        _ => Finding(FindingLevel.Good, rpId, "The RP ID is a domain."),
    };

    private static PoolFinding LookAtHost(Examination examination, string rpId, string origin)
    {
        var uri = new Uri(origin);
        if (uri.Scheme != Uri.UriSchemeHttps && !uri.IsLoopback)
            return Finding(FindingLevel.Wrong, origin, "People reach this host by http. Browsers offer passkeys to https pages only: give it a certificate, and set PublicOrigin or the issuer to https.");
        if (OriginRule.Covers(rpId, origin))
            return Finding(FindingLevel.Good, origin, "The pages of this host may use the pool's passkeys.");
        return examination.Policy.AllOrigins.Contains(origin, StringComparer.Ordinal)
            ? Finding(FindingLevel.Advice, origin, $"This host is of another site than {rpId}: its pages can use the passkeys as a related origin, in browsers that know those (WebAuthn L3 §5.11).")
            : Finding(FindingLevel.Wrong, origin, $"This host is of another site than {rpId}, so its pages cannot use the pool's passkeys. Reach it at {rpId} or below, or add {origin} to relatedOrigins.");
    }

    private static PoolFinding Finding(FindingLevel level, string subject, string message) => new(PoolChecks.RelyingParty, level, subject, message);
}
