using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>
/// The steps of WebAuthn L3 §7.1 and §7.2 that compare what was answered with what was expected, and need no signature. Every verifier takes them first, whatever its library checks
/// besides, so that the same deviation is refused for the same reason by each.
/// </summary>
public static class CeremonySteps
{
    /// <summary>The first step of §7.1 (7 to 20, and the credential id) that does not hold, or null.</summary>
    public static RefusalReason? FirstDeviation(RegistrationExpectation expected, RegistrationResponse response) =>
        OfCeremony(expected, response, "webauthn.create") ?? OfAttested(expected, response);

    /// <summary>The first step of §7.2 (10 to 18, and the backup eligibility of the record) that does not hold, or null.</summary>
    public static RefusalReason? FirstDeviation(AssertionExpectation expected, AuthenticationResponse response) =>
        OfCeremony(expected, response, "webauthn.get")
        ?? (Has(response, AuthenticatorFlags.BackupEligible) != expected.BackupEligible ? RefusalReason.BackupEligibilityChanged : null);

    private static RefusalReason? OfCeremony(CeremonyExpectation expected, PublicKeyCredentialJson response, string type)
    {
        var client = response.ClientData;
        if (client.Type != type)
            return RefusalReason.WrongType;
        if (client.Challenge != Base64Url.EncodeToString(expected.Challenge))
            return RefusalReason.ChallengeMismatch;
        if (!expected.Origins.Allows(client.Origin))
            return RefusalReason.OriginNotListed;
        if (!expected.Origins.AllowsEmbedding(client.CrossOrigin, client.TopOrigin))
            return RefusalReason.CrossOrigin;
        return OfAuthenticatorData(expected, response);
    }

    private static RefusalReason? OfAuthenticatorData(CeremonyExpectation expected, PublicKeyCredentialJson response)
    {
        if (!response.AuthenticatorData.RpIdHash.AsSpan().SequenceEqual(SHA256.HashData(Encoding.UTF8.GetBytes(expected.RpId))))
            return RefusalReason.RpIdMismatch;
        if (!Has(response, AuthenticatorFlags.UserPresent))
            return RefusalReason.UserNotPresent;
        if (expected.UserVerificationRequired && !Has(response, AuthenticatorFlags.UserVerified))
            return RefusalReason.UserNotVerified;
        return Has(response, AuthenticatorFlags.BackedUp) && !Has(response, AuthenticatorFlags.BackupEligible) ? RefusalReason.BackupStateInvalid : null;
    }

    private static RefusalReason? OfAttested(RegistrationExpectation expected, RegistrationResponse response)
    {
        if (response.AuthenticatorData.Attested is not { } attested)
            return RefusalReason.AttestedDataMissing;
        if (!expected.Algorithms.Contains(attested.Key.Algorithm))
            return RefusalReason.AlgorithmNotOffered;
        return attested.CredentialId.AsSpan().SequenceEqual(response.RawId) ? null : RefusalReason.CredentialIdMismatch;
    }

    private static bool Has(PublicKeyCredentialJson response, AuthenticatorFlags flag) => response.AuthenticatorData.Flags.HasFlag(flag);
}
