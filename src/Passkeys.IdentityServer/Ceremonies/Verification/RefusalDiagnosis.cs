namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>
/// Says why a verifier refused: the first step of WebAuthn L3 §7.1 or §7.2 that does not hold. It never decides: whatever it finds,
/// the ceremony is refused already.
/// </summary>
public static class RefusalDiagnosis
{
    /// <summary>Why a registration was refused.</summary>
    public static RefusalReason Of(RegistrationExpectation expected, RegistrationResponse response) =>
        CeremonySteps.FirstDeviation(expected, response)
        ?? OfKey(response.AuthenticatorData.Attested!.Key)
        ?? RefusalReason.AttestationRefused;

    /// <summary>Why an assertion was refused.</summary>
    public static RefusalReason Of(AssertionExpectation expected, AuthenticationResponse response) =>
        CeremonySteps.FirstDeviation(expected, response) ?? RefusalReason.SignatureInvalid;

    private static RefusalReason? OfKey(CoseKey key)
    {
        if (!key.FitsItsAlgorithm)
            return RefusalReason.KeyMismatch;
        return key.IsLongEnough ? null : RefusalReason.KeyTooShort;
    }
}
