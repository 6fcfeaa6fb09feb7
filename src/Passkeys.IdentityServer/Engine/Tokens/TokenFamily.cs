using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Engine.Tokens;

/// <summary>All tokens that one grant gave one client. They live as long as the family, the session, the passkey and the person.</summary>
public class TokenFamily
{
    /// <summary>The id; the first part of the <c>jti</c> of the family's access tokens.</summary>
    public required string Id { get; init; }

    /// <summary>The pool.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>The session, <c>sid</c>.</summary>
    public required string SessionId { get; init; }

    /// <summary>The person, <c>sub</c>.</summary>
    public required string UserId { get; init; }

    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>The scope that was granted, space-separated.</summary>
    public required string Scope { get; init; }

    /// <summary>When the person was authenticated for it (UTC), <c>auth_time</c>. A refresh tells the same (OpenID Connect Core 1.0 §12.2), whatever the session did meanwhile.</summary>
    public required DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary>The authentication methods of that time, space-separated (RFC 8176).</summary>
    public required string Amr { get; init; }

    /// <summary>The authentication context class of that time, or empty.</summary>
    public required string Acr { get; init; }

    /// <summary>When it was granted (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its last token expires (UTC); the row may go then.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }
}
