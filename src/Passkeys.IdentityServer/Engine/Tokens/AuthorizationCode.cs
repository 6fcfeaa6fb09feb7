using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Engine.Tokens;

/// <summary>An authorization code of the embedded provider (RFC 6749 §4.1.2). Only its hash is stored. A spent one stays for a while, so that a second use is noticed.</summary>
public class AuthorizationCode
{
    /// <summary>SHA-256 of the code, base64url.</summary>
    public required string Hash { get; init; }

    /// <summary>The pool.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>The session it stands on, <c>sid</c>.</summary>
    public required string SessionId { get; init; }

    /// <summary>The person, <c>sub</c>.</summary>
    public required string UserId { get; init; }

    /// <summary>The client it was issued to.</summary>
    public required string ClientId { get; init; }

    /// <summary>The redirect URI it was sent to; the token request must name the same (RFC 6749 §4.1.3).</summary>
    public required string RedirectUri { get; init; }

    /// <summary>The S256 code challenge (RFC 7636 §4.2).</summary>
    public required string CodeChallenge { get; init; }

    /// <summary>The scope that was granted, space-separated.</summary>
    public required string Scope { get; init; }

    /// <summary>The nonce of the request, or null (OpenID Connect Core 1.0 §3.1.2.1).</summary>
    public string? Nonce { get; init; }

    /// <summary>When the person was authenticated (UTC), <c>auth_time</c>.</summary>
    public required DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary>Authentication methods, space-separated (RFC 8176).</summary>
    public required string Amr { get; init; }

    /// <summary>Authentication context class, or empty.</summary>
    public required string Acr { get; init; }

    /// <summary>Until when it can be redeemed (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was redeemed (UTC), or null. One statement sets it, and so decides who won.</summary>
    public DateTimeOffset? SpentAt { get; set; }

    /// <summary>The family of tokens it was redeemed for, or null. A second use of the code ends it (RFC 6749 §4.1.2).</summary>
    public string? FamilyId { get; set; }
}
