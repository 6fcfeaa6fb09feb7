using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Grants;

/// <summary>A one-time result code: what a client redeems for the sign-in that a page completed. Only its hash is stored.</summary>
public class ResultCode
{
    /// <summary>SHA-256 of the code, base64url.</summary>
    public required string Hash { get; init; }

    /// <summary>The pool of the sign-in.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>The only client that may redeem it.</summary>
    public required string ClientId { get; init; }

    /// <summary>The session that the sign-in began; the code dies with it.</summary>
    public required string SessionId { get; init; }

    /// <summary>The person.</summary>
    public required string UserId { get; init; }

    /// <summary>The passkey, or null when the session came from something else.</summary>
    public required string? PasskeyId { get; init; }

    /// <summary>Whether the user was verified (UV).</summary>
    public bool UserVerified { get; init; }

    /// <summary>The scope named at begin, space-separated, or null: redeeming may not exceed it. Empty: the code tells of a registration, and yields no tokens.</summary>
    public string? Scope { get; init; }

    /// <summary>The address of the caller at finish, or null.</summary>
    public string? IpAddress { get; init; }

    /// <summary>The User-Agent header at finish, or null.</summary>
    public string? UserAgent { get; init; }

    /// <summary>When the code expires (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was redeemed (UTC), or null. One statement sets it, and so decides who won.</summary>
    public DateTimeOffset? RedeemedAt { get; set; }
}
