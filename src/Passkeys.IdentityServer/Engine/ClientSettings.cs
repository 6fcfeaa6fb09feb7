namespace Passkeys.IdentityServer.Engine;

/// <summary>What an administrator says of a client. Ids, secrets and the type of the client are not among it.</summary>
public sealed record ClientSettings
{
    /// <summary>What people call the application. Default: the client id.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it works. Default true; without, it gets nothing and its tokens are good for nothing until it is enabled again.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The grant types it may use (RFC 6749 §1.3). Default none.</summary>
    public IReadOnlyList<string> GrantTypes { get; init; } = [];

    /// <summary>The scopes it may ask for. Default none.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The ids of the pools whose people may sign in to it. Default none.</summary>
    public IReadOnlyList<string> Pools { get; init; } = [];

    /// <summary>Where authorization responses may go (RFC 6749 §3.1.2). Default none.</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>Where the browser may go after a sign-out (OpenID Connect RP-Initiated Logout 1.0 §3.1). Default none.</summary>
    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary>Where it is told that a session has ended (OpenID Connect Back-Channel Logout 1.0 §2.2). Default null: it is not told.</summary>
    public string? BackChannelLogoutUri { get; init; }

    /// <summary>Whether it is told which session. Default true.</summary>
    public bool BackChannelLogoutSessionRequired { get; init; } = true;

    /// <summary>Origins whose pages may read the provider's answers to it (CORS). Default none.</summary>
    public IReadOnlyList<string> AllowedCorsOrigins { get; init; } = [];

    /// <summary>Whether a person is asked before it gets what it wants. Default false.</summary>
    public bool RequireConsent { get; init; }

    /// <summary>Whether its authorization requests must be pushed (RFC 9126). Default false.</summary>
    public bool RequirePushedAuthorizationRequests { get; init; }

    /// <summary>Whether its access tokens are references, checked by introspection, and not JWTs. Default false.</summary>
    public bool ReferenceAccessTokens { get; init; }

    /// <summary>How long an access token lives. Default 10 minutes.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a refresh token lives unused. Default 14 days.</summary>
    public TimeSpan RefreshTokenLifetime { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Its public keys, a JWK set as JSON (RFC 7517 §5), for <c>private_key_jwt</c>. Default null.</summary>
    public string? Jwks { get; init; }
}
