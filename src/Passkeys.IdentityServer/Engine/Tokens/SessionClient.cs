using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Engine.Tokens;

/// <summary>A client that a person is signed in to by a session: it is told when the session ends (OpenID Connect Back-Channel Logout 1.0).</summary>
public class SessionClient
{
    /// <summary>The session, <c>sid</c>.</summary>
    public required string SessionId { get; init; }

    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>The pool.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>The person, <c>sub</c>.</summary>
    public required string UserId { get; init; }

    /// <summary>The issuer that the client knows, <c>iss</c> of its tokens.</summary>
    public required string Issuer { get; init; }
}
