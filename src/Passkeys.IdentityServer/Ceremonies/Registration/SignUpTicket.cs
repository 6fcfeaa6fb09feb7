using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Ceremonies.Registration;

/// <summary>The right to register a first passkey without being signed in. It travels sealed, as <c>signup</c>, and is used up by a finish that succeeds.</summary>
internal sealed record SignUpTicket
{
    public required string Id { get; init; }

    public required PoolId Pool { get; init; }

    public required string Identifier { get; init; }

    public string? DisplayName { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The id that the account will have, when it is yet to be made.</summary>
    public required string NewUserId { get; init; }

    /// <summary>What was proven by, one of <see cref="ProofKind"/>; null when the account is yet to be made.</summary>
    public string? Proof { get; init; }

    /// <summary>The session that the right stands on, or null.</summary>
    public string? SessionId { get; init; }

    /// <summary>The account that a proven code gives the right to, or null when the account is yet to be made.</summary>
    public string? UserId { get; init; }

    /// <summary>The security stamp that the account had when the code was used, or null when the account is yet to be made.</summary>
    public string? Stamp { get; init; }
}

/// <summary>How somebody proved that an account is theirs.</summary>
internal static class ProofKind
{
    /// <summary>A code from an administrator.</summary>
    public const string Invitation = "invitation";

    /// <summary>A code that was mailed on request.</summary>
    public const string Recovery = "recovery";

    /// <summary>A code from a device that is signed in.</summary>
    public const string Device = "device";
}
