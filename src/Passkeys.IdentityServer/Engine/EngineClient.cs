using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Engine;

/// <summary>A client as the extension needs to know it, whichever engine keeps it.</summary>
/// <param name="ClientId">The OAuth client id.</param>
/// <param name="Name">What people call the application.</param>
/// <param name="Pools">The pools whose people may sign in to it.</param>
public sealed record EngineClient(string ClientId, string Name, IReadOnlyList<PoolId> Pools);

/// <summary>The engine's clients.</summary>
public interface IEngineClients
{
    /// <summary>Finds an enabled client, or null.</summary>
    ValueTask<EngineClient?> FindAsync(string clientId, CancellationToken ct);
}
