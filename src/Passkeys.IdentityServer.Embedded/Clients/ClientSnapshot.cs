using System.Collections.Frozen;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Embedded.Clients;

/// <summary>The clients as they were at one moment, and what every request asks of them all.</summary>
internal sealed class ClientSnapshot
{
    private readonly FrozenDictionary<string, Client> _clients;
    private readonly FrozenDictionary<string, RegisteredVersion> _registered;

    /// <summary>The clients of the configuration win over registered ones of the same id.</summary>
    public ClientSnapshot(IReadOnlyCollection<Client> configured, IReadOnlyCollection<RegisteredVersion> registered)
    {
        _registered = registered.ToFrozenDictionary(each => each.ClientId, StringComparer.Ordinal);
        _clients = registered.Select(each => each.Client).OfType<Client>().Concat(configured.Select(WithAdded))
            .GroupBy(client => client.ClientId, StringComparer.Ordinal)
            .ToFrozenDictionary(each => each.Key, each => each.Last(), StringComparer.Ordinal);
        AnyWantsLogouts = _clients.Values.Any(client => client.BackChannelLogoutUri is not null);
        Pools = [.. _clients.Values.SelectMany(client => client.Pools).Distinct(StringComparer.Ordinal).Select(pool => new PoolId(pool))];
        Origins = _clients.Values.SelectMany(OriginsOf).ToFrozenSet(StringComparer.Ordinal);
    }

    public bool AnyWantsLogouts { get; }

    public PoolId[] Pools { get; }

    public FrozenSet<string> Origins { get; }

    public int RegisteredCount => _registered.Count;

    public Client? Find(string clientId) => _clients.GetValueOrDefault(clientId);

    /// <summary>A registered client of this version, if it was read before.</summary>
    public RegisteredVersion? FindRegistered(string clientId, Guid version) =>
        _registered.TryGetValue(clientId, out var known) && known.Version == version ? known : null;

    private Client WithAdded(Client configured) =>
        _registered.TryGetValue(configured.ClientId, out var known) && known.AddedPools.Count > 0 ? configured.Serving(known.AddedPools) : configured;

    // A confidential client talks from its server: its pages have no business with the endpoints.
    private static IEnumerable<string> OriginsOf(Client client) => client.IsPublic && client.GrantTypes.Contains(GrantTypes.AuthorizationCode)
        ? client.AllowedCorsOrigins.Concat(client.RedirectUris.Select(OriginOf).OfType<string>())
        : client.AllowedCorsOrigins;

    private static string? OriginOf(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Scheme is ("http" or "https") ? parsed.GetLeftPart(UriPartial.Authority) : null;
}

/// <summary>A registered client as it was read.</summary>
/// <param name="ClientId">The id.</param>
/// <param name="Version">The version that was read.</param>
/// <param name="Client">The client, or null when it gets nothing.</param>
/// <param name="AddedPools">The pools that a client of the configuration serves besides.</param>
internal sealed record RegisteredVersion(string ClientId, Guid Version, Client? Client, IReadOnlyList<string> AddedPools);
