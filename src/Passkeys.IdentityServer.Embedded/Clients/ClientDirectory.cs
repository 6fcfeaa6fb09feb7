using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Keys;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Embedded.Clients;

/// <summary>The configured clients, by id.</summary>
internal sealed class ClientDirectory(IOptions<EmbeddedProviderOptions> options) : IEngineClients
{
    private readonly Dictionary<string, Client> _clients = options.Value.Clients.ToDictionary(client => client.ClientId, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, IReadOnlyList<ClientKey>> _keys = new(StringComparer.Ordinal);

    /// <summary>Whether there is anyone to tell when sessions end.</summary>
    public bool AnyWantsLogouts { get; } = options.Value.Clients.Any(client => client.BackChannelLogoutUri is not null);

    public Client? Find(string clientId) => _clients.GetValueOrDefault(clientId);

    /// <summary>The keys with which the client authenticates; none for most.</summary>
    public IReadOnlyList<ClientKey> KeysOf(Client client) =>
        client.Jwks is null ? [] : _keys.GetOrAdd(client.ClientId, static (_, jwks) => ClientKey.ReadSet(jwks), client.Jwks);

    public ValueTask<EngineClient?> FindAsync(string clientId, CancellationToken ct) =>
        ValueTask.FromResult(Find(clientId) is { } client ? Describe(client) : null);

    public static EngineClient Describe(Client client) =>
        new(client.ClientId, client.Name ?? client.ClientId, [.. client.Pools.Select(pool => new PoolId(pool))]);
}
