using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>
/// One authentication of one person: the <c>sid</c> of tokens and of the sign-in cookie. It knows the passkey it came
/// from and ends with it; whatever was issued on it ends with the session.
/// </summary>
public class Session
{
    /// <summary>The session id, <c>sid</c> in tokens (OpenID Connect Front-Channel Logout 1.0 §3). Random.</summary>
    public required string Id { get; init; }

    /// <summary>The pool of the person.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>The person, <c>sub</c> in tokens.</summary>
    public required string UserId { get; init; }

    /// <summary>The passkey that signed in, or null when it was another method.</summary>
    public string? PasskeyId { get; init; }

    /// <summary>The client that redeemed the assertion, or null for a sign-in at the host's own pages.</summary>
    public string? ClientId { get; init; }

    /// <summary>When the person was authenticated (UTC), <c>auth_time</c>.</summary>
    public required DateTimeOffset AuthenticatedAt { get; set; }

    /// <summary>Authentication methods, space-separated (RFC 8176).</summary>
    public required string Amr { get; set; }

    /// <summary>Authentication context class (OpenID EAP ACR Values 1.0): <c>phr</c>, <c>phrh</c>, or empty.</summary>
    public required string Acr { get; set; }

    /// <summary>Until when the sign-in cookie is good (UTC); null for a session that tokens alone stand on. Tokens with <c>offline_access</c> may outlive it.</summary>
    public DateTimeOffset? SignedInUntil { get; set; }

    /// <summary>When the session ends by itself (UTC), with everything that stands on it.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }
}
