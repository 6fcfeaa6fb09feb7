namespace Passkeys.Testing.Authenticators;

/// <summary>What a software authenticator attests with.</summary>
public enum AttestationKind
{
    /// <summary>Format <c>none</c> (WebAuthn L3 §8.7).</summary>
    None,

    /// <summary>Format <c>packed</c>, signed with the credential's own key (WebAuthn L3 §8.2, self attestation).</summary>
    PackedSelf,
}
