namespace Passkeys.IdentityServer.Embedded.Configuration;

/// <summary>An OAuth client of the embedded provider.</summary>
public sealed class Client
{
    private IList<string> _pools = [];

    /// <summary>The client id (RFC 6749 §2.2). At most 200 characters.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>What people call the application. Default: the client id.</summary>
    public string? Name { get; set; }

    /// <summary>Hashes of its secrets, as <see cref="SecretHash.Of"/> makes them; several allow a change of secret without a gap. Default none.</summary>
    public IList<string> SecretHashes { get; init; } = [];

    /// <summary>
    /// Its public keys, a JWK set as JSON (RFC 7517 §5), for authentication by <c>private_key_jwt</c> (RFC 7523): EC on P-256, or RSA of 2048 bits and
    /// more. Several allow a change without a gap. Default null. A client with neither secret nor key is a public one (RFC 6749 §2.1).
    /// </summary>
    public string? Jwks { get; set; }

    /// <summary>The grant types it may use, of <see cref="Configuration.GrantTypes"/>. Default none.</summary>
    public IList<string> GrantTypes { get; init; } = [];

    /// <summary>The scopes it may ask for; a token request that names none gets all of them, an authorization request must name them. Default none.</summary>
    public IList<string> Scopes { get; init; } = [];

    /// <summary>The pools whose people may sign in to it. Default none.</summary>
    public IList<string> Pools
    {
        get => _pools;
        init => _pools = value;
    }

    /// <summary>Where authorization responses may go, compared character by character (RFC 9700 §2.1); for a public client's <c>http://127.0.0.1</c> and <c>http://[::1]</c> the port may differ (RFC 8252 §7.3). Default none.</summary>
    public IList<string> RedirectUris { get; init; } = [];

    /// <summary>Whether a person is asked before the application gets what it wants. Default false: the application is one's own.</summary>
    public bool RequireConsent { get; set; }

    /// <summary>Whether its authorization requests must come by way of <c>/connect/par</c> (RFC 9126 §6). Default false.</summary>
    public bool RequirePushedAuthorizationRequests { get; set; }

    /// <summary>Origins whose pages may read the provider's answers to this client (CORS), such as <c>https://app.example.com</c>. Default none; those of a public client's redirect URIs always may.</summary>
    public IList<string> AllowedCorsOrigins { get; init; } = [];

    /// <summary>Where the browser may go after a sign-out (OpenID Connect RP-Initiated Logout 1.0 §3.1). Default none.</summary>
    public IList<string> PostLogoutRedirectUris { get; init; } = [];

    /// <summary>
    /// Where the client is told that a session has ended (OpenID Connect Back-Channel Logout 1.0 §2.2): https, or http on the loopback address.
    /// Default null: it is not told. It learns of the sessions for which it got an authorization code.
    /// </summary>
    public string? BackChannelLogoutUri { get; set; }

    /// <summary>Whether it is told which session (<c>sid</c>). Default true; without, all sessions of the person at the client are meant.</summary>
    public bool BackChannelLogoutSessionRequired { get; set; } = true;

    /// <summary>What its access tokens are. Default <see cref="AccessTokenType.Jwt"/>.</summary>
    public AccessTokenType AccessTokenType { get; set; } = AccessTokenType.Jwt;

    /// <summary>How long an access token lives. Default 10 minutes.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a refresh token lives; each use gives a new one that lives as long again. Default 14 days.</summary>
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>When an administrator registered it (UTC); what was issued before was another client's of the same id. One of the configuration was always there.</summary>
    internal DateTimeOffset RegisteredAt { get; init; }

    /// <summary>Whether an administrator registered it: what it names as addresses nobody who runs the host has looked at.</summary>
    internal bool IsRegistered => RegisteredAt != default;

    /// <summary>Whether the client has nothing to authenticate with (RFC 6749 §2.1).</summary>
    internal bool IsPublic => SecretHashes.Count == 0 && Jwks is null;

    /// <summary>The same client, serving these pools as well.</summary>
    internal Client Serving(IEnumerable<string> more)
    {
        var copy = (Client)MemberwiseClone();
        copy._pools = [.. Pools.Union(more, StringComparer.Ordinal)];
        return copy;
    }
}

/// <summary>What an access token is to the one who carries it.</summary>
public enum AccessTokenType
{
    /// <summary>A JWT (RFC 9068), checked with the published keys.</summary>
    Jwt,

    /// <summary>A reference, checked by introspection (RFC 7662).</summary>
    Reference,
}
