using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Engine;

/// <summary>The sessions that an engine's tokens stand on. When one is gone, whatever was issued on it is good for nothing.</summary>
public interface IEngineSessions
{
    /// <summary>
    /// The session if it lives, its passkey is there, its person may sign in and its pool is enabled; else null. The engine asks at every use
    /// of a token.
    /// </summary>
    Task<LiveSession?> FindAsync(PoolId pool, string sessionId, CancellationToken ct);

    /// <summary>
    /// Lets a session live as long as its tokens may be refreshed (<see cref="PasskeysOptions.TokenSessionLifetime"/> from now); how long the
    /// cookie is good is another matter (<see cref="Session.SignedInUntil"/>). Runs in the caller's transaction, if there is one.
    /// </summary>
    Task ProlongAsync(PoolId pool, string sessionId, CancellationToken ct);

    /// <summary>Ends a session on which nothing but the tokens of one client stood, and leaves any other alone.</summary>
    Task EndOfClientAsync(PoolId pool, string clientSessionId, string clientId, CancellationToken ct);

    /// <summary>Ends all sessions of a person on which nothing but the tokens of one client stood.</summary>
    Task EndAllOfClientAsync(PoolId pool, string userId, string clientId, CancellationToken ct);
}
