using Duende.IdentityServer.Models;
using Duende.IdentityServer.Stores;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Duende;

/// <summary>Duende's clients, with the pools that a property names.</summary>
internal sealed class DuendeClients(IClientStore clients, IOptions<DuendeEngineOptions> options) : IEngineClients
{
    public async ValueTask<EngineClient?> FindAsync(string clientId, CancellationToken ct) =>
        await clients.FindEnabledClientByIdAsync(clientId) is { } client ? Describe(client) : null;

    public EngineClient Describe(Client client) => new(client.ClientId, client.ClientName ?? client.ClientId, [.. PoolsOf(client)]);

    /// <summary>Whether people of pools are people of the host.</summary>
    public bool PoolsAreOfTheHost => options.Value.PoolsAreOfTheHost;

    /// <summary>Whether the client itself names its pools: then nobody else signs in to it.</summary>
    public bool NamesPools(Client client) => client.Properties.ContainsKey(options.Value.PoolsProperty);

    /// <summary>Whether a client takes people of a pool: it is one of its pools, or it knows nothing of pools and they are the host's own people.</summary>
    public bool Takes(PoolId pool, Client client) =>
        Describe(client).Pools is { Count: > 0 } pools ? pools.Contains(pool) : PoolsAreOfTheHost && !NamesPools(client);

    // A name that is no pool id is one of no pool.
    private IEnumerable<PoolId> PoolsOf(Client client)
    {
        var names = client.Properties.TryGetValue(options.Value.PoolsProperty, out var property)
            ? property.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : [.. options.Value.DefaultPools];
        foreach (var name in names)
        {
            if (PoolId.TryParse(name, out var pool))
                yield return pool;
        }
    }
}
