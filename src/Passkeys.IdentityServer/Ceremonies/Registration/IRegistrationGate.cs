using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Ceremonies.Registration;

/// <summary>A host's say in what may register, asked once a passkey is verified, or a password accepted, and before anything is stored. All that are registered must agree.</summary>
public interface IRegistrationGate
{
    /// <summary>
    /// Whether it may register. A no is answered like any other refusal; the audit says <see cref="RefusalReason.RegistrationVetoed"/>. What it throws fails the call,
    /// and nothing is stored.
    /// </summary>
    /// <param name="candidate">What is to be stored. For a sign-up with an identifier that is taken, too: the answer must not depend on that.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<bool> AllowsAsync(RegistrationCandidate candidate, CancellationToken ct);
}

/// <summary>A passkey that is about to be stored, or an account that is about to be made with a password.</summary>
public sealed record RegistrationCandidate
{
    /// <summary>The pool.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>The identifier of the person, or the one that the new account is to have.</summary>
    public required string Identifier { get; init; }

    /// <summary>The person; null when the account is yet to be made.</summary>
    public PoolUser? User { get; init; }

    /// <summary>The client that the person came by, or the back end that allowed it; or null.</summary>
    public string? ClientId { get; init; }

    /// <summary>The passkey; null when the account is made with a password.</summary>
    public CandidatePasskey? Passkey { get; init; }

    /// <summary>The caller's address, or null.</summary>
    public string? IpAddress { get; init; }
}

/// <summary>What is known of a passkey that is about to be stored.</summary>
/// <param name="Aaguid">The authenticator's model (WebAuthn L3 §6.5.1), or all zero when it was not told.</param>
/// <param name="UserVerified">Whether the authenticator verified its user.</param>
/// <param name="BackupEligible">Whether the passkey can be synced to other devices (WebAuthn L3 §6.1.3).</param>
/// <param name="HardwareProtected">Whether attestation proved that the key is in hardware and stays there.</param>
/// <param name="Transports">How the authenticator can be reached (WebAuthn L3 §5.8.4).</param>
public sealed record CandidatePasskey(Guid Aaguid, bool UserVerified, bool BackupEligible, bool HardwareProtected, IReadOnlyList<string> Transports);
