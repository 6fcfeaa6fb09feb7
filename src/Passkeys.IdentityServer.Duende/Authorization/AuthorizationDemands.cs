using System.Collections.Specialized;
using Duende.IdentityServer.Models;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Duende.Authorization;

/// <summary>Puts together who may answer a request, and how they must have been authenticated.</summary>
internal sealed class AuthorizationDemands(DuendeClients clients, IdentityTokenHints hints)
{
    /// <summary>The demand; it names no pools where the client knows nothing of pools.</summary>
    public async Task<AuthenticationDemand> OfAsync(Client client, NameValueCollection parameters)
    {
        var wishes = new AuthorizationWishes(parameters);
        var subject = wishes.IdentityTokenHint is { } hint ? await hints.ReadSubjectAsync(hint, client.ClientId) : null;
        return new AuthenticationDemand(PoolsFor(clients.Describe(client), wishes), subject, wishes.AcrValues);
    }

    private static IReadOnlyList<PoolId> PoolsFor(EngineClient client, AuthorizationWishes wishes) =>
        wishes.Tenants.Count == 0 ? client.Pools : [.. client.Pools.Where(pool => wishes.Tenants.Contains(pool.Value))];
}
