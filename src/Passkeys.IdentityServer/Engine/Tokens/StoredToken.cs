using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Engine.Tokens;

/// <summary>A refresh token or a reference access token. Only its hash is stored.</summary>
public class StoredToken
{
    /// <summary>SHA-256 of the token, base64url.</summary>
    public required string Hash { get; init; }

    /// <summary><c>refresh_token</c> or <c>access_token</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The family.</summary>
    public required string FamilyId { get; init; }

    /// <summary>The pool.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>The scope of this token, space-separated; never more than the family's.</summary>
    public required string Scope { get; init; }

    /// <summary>When it was issued (UTC).</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it expires (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When a refresh token was exchanged (UTC), or null. One statement sets it, and so decides who won.</summary>
    public DateTimeOffset? SpentAt { get; set; }
}
