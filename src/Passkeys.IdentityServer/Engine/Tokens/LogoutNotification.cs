using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Engine.Tokens;

/// <summary>A back-channel logout that a client is still to be told of. Written in the transaction in which the session ends; gone when the client has answered.</summary>
public class LogoutNotification
{
    /// <summary>The id. A version 7 UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>The pool.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>The client to be told.</summary>
    public required string ClientId { get; init; }

    /// <summary>The session that ended, <c>sid</c>.</summary>
    public required string SessionId { get; init; }

    /// <summary>The person, <c>sub</c>.</summary>
    public required string UserId { get; init; }

    /// <summary>The issuer that the client knows.</summary>
    public required string Issuer { get; init; }

    /// <summary>When it is tried next (UTC). A node that takes it moves this first, so that no other sends it meanwhile.</summary>
    public required DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is given up (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
