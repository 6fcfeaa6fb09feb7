using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Engine;

/// <summary>What a valid, living access token says.</summary>
public sealed record AccessToken
{
    /// <summary>The person, <c>sub</c>, or null for a client's own token.</summary>
    public string? Subject { get; init; }

    /// <summary>The person's pool, or null for a client's own token.</summary>
    public PoolId? Pool { get; init; }

    /// <summary>The session, <c>sid</c>, or null.</summary>
    public string? SessionId { get; init; }

    /// <summary>The client, <c>client_id</c> (RFC 9068 §2.2).</summary>
    public required string ClientId { get; init; }

    /// <summary>The granted scope.</summary>
    public required IReadOnlyList<string> Scope { get; init; }

    /// <summary>When the person was authenticated (UTC), or null.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>How, <c>amr</c> (RFC 8176). Default none: not known.</summary>
    public IReadOnlyList<string> Amr { get; init; } = [];
}

/// <summary>Reads access tokens that the engine issued, for the extension's own API.</summary>
public interface IAccessTokenReader
{
    /// <summary>The token's content, or null when it is malformed, forged, expired, revoked, or its session has ended.</summary>
    Task<AccessToken?> ReadAsync(string token, CancellationToken ct);
}
