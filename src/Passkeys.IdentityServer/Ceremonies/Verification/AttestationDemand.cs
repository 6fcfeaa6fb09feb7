namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>What a registration's attestation statement must be (WebAuthn L3 §7.1 steps 21 to 24).</summary>
public enum AttestationDemand
{
    /// <summary>Nothing. The statement is set aside unread, as a client does where the conveyance is <c>none</c>.</summary>
    None,

    /// <summary>
    /// Correct, where there is one in a known format, and not of a model that is known to be compromised. It need not lead to a trust anchor. A verifier
    /// that does not verify attestation takes it for <see cref="None"/>.
    /// </summary>
    Correct,

    /// <summary>Correct, and leading to a trust anchor. Asked only of a verifier that verifies attestation.</summary>
    Trusted,
}
