using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>
/// Verifies what an authenticator answered: the steps of WebAuthn L3 §7.1 and §7.2 that need neither a database nor a pool's policy
/// beyond what the expectation holds. Counter, ownership, AAGUID and single use are the caller's.
/// </summary>
public interface IWebAuthnVerifier : IVerifierAbilities
{
    /// <summary>Verifies a registration (WebAuthn L3 §7.1 steps 7 to 25).</summary>
    Task<RegistrationVerification> VerifyAsync(RegistrationExpectation expected, RegistrationResponse response, CancellationToken ct);

    /// <summary>Verifies an assertion (WebAuthn L3 §7.2 steps 9 to 21).</summary>
    Task<AssertionVerification> VerifyAsync(AssertionExpectation expected, AuthenticationResponse response, CancellationToken ct);
}

/// <summary>What every ceremony expects.</summary>
public abstract record CeremonyExpectation
{
    /// <summary>The RP ID.</summary>
    public required string RpId { get; init; }

    /// <summary>The challenge that begin gave out.</summary>
    public required byte[] Challenge { get; init; }

    /// <summary>The origins it may come from.</summary>
    public required OriginRule Origins { get; init; }

    /// <summary>Whether the user must have been verified.</summary>
    public required bool UserVerificationRequired { get; init; }
}

/// <summary>What a registration expects.</summary>
public sealed record RegistrationExpectation : CeremonyExpectation
{
    /// <summary>The COSE algorithms that were offered.</summary>
    public required IReadOnlyList<int> Algorithms { get; init; }

    /// <summary>What the attestation statement must be. Default: nothing is asked of it.</summary>
    public AttestationDemand Attestation { get; init; }
}

/// <summary>What an assertion expects.</summary>
public sealed record AssertionExpectation : CeremonyExpectation
{
    /// <summary>The credential's public key as a COSE_Key.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>The credential's backup eligibility at registration.</summary>
    public required bool BackupEligible { get; init; }
}

/// <summary>What became of the verification of a registration.</summary>
public abstract record RegistrationVerification
{
    private RegistrationVerification()
    {
    }

    /// <summary>The credential is good. Its public key is a COSE_Key.</summary>
    public sealed record Verified(byte[] PublicKey) : RegistrationVerification
    {
        /// <summary>Whether trusted attestation proves that the private key is in hardware and stays there. Default false: not known.</summary>
        public bool HardwareProtected { get; init; }
    }

    /// <summary>It is not.</summary>
    public sealed record Failed(RefusalReason Why) : RegistrationVerification;
}

/// <summary>What became of the verification of an assertion.</summary>
public abstract record AssertionVerification
{
    private AssertionVerification()
    {
    }

    /// <summary>The signature is the credential's.</summary>
    public sealed record Verified : AssertionVerification;

    /// <summary>It is not, or something around it is wrong.</summary>
    public sealed record Failed(RefusalReason Why) : AssertionVerification;
}
