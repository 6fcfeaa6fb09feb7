using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Mail;

/// <summary>A code that was mailed or handed over, to come back once. Only a keyed hash is stored.</summary>
public class OneTimeCode
{
    /// <summary>The row's id; the session's, for a code that stands on one and ends with it.</summary>
    public required string Id { get; init; }

    /// <summary>The pool.</summary>
    public required PoolId Pool { get; init; }

    /// <summary><c>activation</c>, <c>recovery</c>, <c>invitation</c> or <c>device</c>.</summary>
    public required string Purpose { get; init; }

    /// <summary>The person it was made for.</summary>
    public required string UserId { get; init; }

    /// <summary>Keyed hash of the code, base64url.</summary>
    public required string Hash { get; init; }

    /// <summary>How often a wrong code was tried against it.</summary>
    public int Attempts { get; set; }

    /// <summary>When it expires (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was used (UTC), or null.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}
