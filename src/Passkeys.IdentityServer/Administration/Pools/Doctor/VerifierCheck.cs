using System.Runtime.CompilerServices;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>What the host's verifier can do, against what the pool asks for.</summary>
internal sealed class VerifierCheck(PoolRules rules, IVerifierAbilities verifier) : IPoolCheck
{
    public async IAsyncEnumerable<PoolFinding> LookAsync(Examination examination, [EnumeratorCancellation] CancellationToken ct)
    {
        await ValueTask.CompletedTask;
        yield return rules.FindUnmet(examination.Policy) is { } unmet
            ? new PoolFinding(PoolChecks.Verifier, FindingLevel.Wrong, unmet.Member.Replace("policy.", "", StringComparison.Ordinal), unmet.Message.Replace("policy.", "", StringComparison.Ordinal))
            : new PoolFinding(PoolChecks.Verifier, FindingLevel.Good, "algorithms", $"This host verifies {string.Join(", ", Offered(examination.Policy))}.");
        if (FindAttestation(examination.Policy) is { } finding)
            yield return finding;
    }

    private IEnumerable<int> Offered(PoolPolicy policy) => policy.Algorithms.Count == 0 ? verifier.Algorithms : policy.Algorithms;

    private PoolFinding? FindAttestation(PoolPolicy policy)
    {
        var lists = policy.AllowedAaguids.Count > 0 || policy.DeniedAaguids.Count > 0;
        if (policy.Attestation != AttestationConveyance.None && !verifier.VerifiesAttestation)
        {
            return Attestation("attestation", "Attestation is asked for, and this host has nothing to verify it against: the FIDO metadata are missing, or the verifier that knows them. Set up the Fido2 verifier, or set attestation to none.");
        }
        // WebAuthn L3 §5.1.3 step 22: with none, the client may replace the AAGUID.
        if (lists && policy.Attestation == AttestationConveyance.None)
            return Attestation("allowedAaguids", "Models are allowed or denied by AAGUID, and attestation is none: then nothing proves the AAGUID, and some browsers send none. Set attestation to direct.");
        if (lists && !policy.RequireVerifiedAttestation)
            return Attestation("allowedAaguids", "Models are allowed or denied by an AAGUID that need not be proven. Set requireVerifiedAttestation to true where that matters.");
        return policy.Attestation == AttestationConveyance.None ? null : new PoolFinding(PoolChecks.Attestation, FindingLevel.Good, "attestation", "Attestation is verified against the host's trust anchors.");
    }

    private static PoolFinding Attestation(string subject, string message) => new(PoolChecks.Attestation, FindingLevel.Advice, subject, message);
}
