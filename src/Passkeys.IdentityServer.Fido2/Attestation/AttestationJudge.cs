using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Verification;
using Passkeys.IdentityServer.Fido2.Metadata;

namespace Passkeys.IdentityServer.Fido2.Attestation;

/// <summary>Judges attestation (WebAuthn L3 §7.1 steps 21 to 24): correct, of a model that is not compromised, leading to a trust anchor.</summary>
internal sealed class AttestationJudge(MetadataStore metadata, TrustAnchors anchors, IOptions<Fido2VerifierOptions> options, TimeProvider time)
{
    /// <summary>Whether there is anything that attestation could lead to.</summary>
    public bool HasAnchors => anchors.All.Count > 0 || metadata.Current is not null;

    /// <summary>Judges the attestation of a registration whose other steps hold.</summary>
    public async Task<AttestationJudgement> JudgeAsync(AttestationDemand demand, RegistrationResponse response)
    {
        if (demand is AttestationDemand.None)
            return AttestationJudgement.NotAsked;
        if (await StatementVerifier.VerifyAsync(response) is not { } statement)
            return AttestationJudgement.Refuse(RefusalReason.AttestationRefused);

        var data = response.AuthenticatorData;
        var model = FindModel(data.Attested!.Aaguid, statement);
        if (model?.IsRefused(Refused, time.GetUtcNow(), statement.Path) is true)
            return AttestationJudgement.Refuse(RefusalReason.AuthenticatorCompromised);
        if (WhyNotTrusted(statement, data.Attested.Aaguid, model) is { } why)
            return demand is AttestationDemand.Trusted ? AttestationJudgement.Refuse(why) : AttestationJudgement.NotAsked;
        // A passkey that may leave its device is not in hardware, wherever it was made.
        return new AttestationJudgement(Why: null, IsInHardware(model, statement) && !data.Flags.HasFlag(AuthenticatorFlags.BackupEligible));
    }

    private IReadOnlyCollection<string> Refused => options.Value.RefusedStatuses is { Count: > 0 } chosen ? [.. chosen] : Fido2VerifierOptions.DefaultRefusedStatuses;

    // FIDO Metadata Service 3.0 §3.1.1: U2F authenticators have no AAGUID, and are found by the keys of their certificates.
    private AuthenticatorModel? FindModel(Guid aaguid, VerifiedStatement statement)
    {
        if (metadata.Current is not { } blob)
            return null;
        return statement.Format is "fido-u2f" && statement.Path.Count > 0 ? blob.FindByKey(KeyIdentifier(statement.Path[0])) : blob.Find(aaguid);
    }

    private RefusalReason? WhyNotTrusted(VerifiedStatement statement, Guid aaguid, AuthenticatorModel? model)
    {
        if (statement.Path.Count == 0)
            return RefusalReason.AttestationMissing;
        // Without a model, certificates that may be of many models say too little.
        if (statement.NamesModel && aaguid == Guid.Empty)
            return RefusalReason.AttestationUntrusted;
        return TrustPath.LeadsTo([.. anchors.All, .. model?.Anchors ?? []], statement.Path, time.GetUtcNow()) ? null : RefusalReason.AttestationUntrusted;
    }

    // What an operator's anchor attests is not known to be in hardware, whichever model it says it is of: that model's own anchors have to vouch for it.
    private bool IsInHardware(AuthenticatorModel? model, VerifiedStatement statement) =>
        model is { KeysInHardware: true } && TrustPath.LeadsTo(model.Anchors, statement.Path, time.GetUtcNow())
        && (statement.Format is not "android-key" || AndroidKeys.AreInHardware(statement.Path[0]));

    private static string KeyIdentifier(X509Certificate2 certificate) =>
        new X509SubjectKeyIdentifierExtension(certificate.PublicKey, X509SubjectKeyIdentifierHashAlgorithm.Sha1, critical: false).SubjectKeyIdentifier!;
}

/// <summary>What became of the attestation.</summary>
/// <param name="Why">Why it is refused, or null.</param>
/// <param name="HardwareProtected">Whether it proves that the key is in hardware and stays there.</param>
internal sealed record AttestationJudgement(RefusalReason? Why, bool HardwareProtected)
{
    /// <summary>Nothing was asked of it, or nothing more than it gave; it proves nothing.</summary>
    public static AttestationJudgement NotAsked { get; } = new(null, HardwareProtected: false);

    /// <summary>It is refused.</summary>
    public static AttestationJudgement Refuse(RefusalReason why) => new(why, HardwareProtected: false);
}
