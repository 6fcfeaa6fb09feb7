using Passkeys.IdentityServer.Applications.QuickStarts;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Applications;

internal sealed class ConnectedApplications(IEngineClientRegistry registry) : IApplications
{
    private const string ClientCredentials = "client_credentials";
    private const int MostTries = 5;

    public async Task<ApplicationList> ListAsync(ListQuery query, PoolId? pool, CancellationToken ct)
    {
        var listing = await registry.ListAsync(ct);
        var found = listing.Clients
            .Where(client => query.Cursor is null || string.CompareOrdinal(client.ClientId, query.Cursor) > 0)
            .Where(client => pool is not { } one || client.Settings.Pools.Contains(one.Value))
            .Where(client => query.Search is not { } search || Has(client.ClientId, search) || Has(client.Name, search))
            .OrderBy(client => client.ClientId, StringComparer.Ordinal)
            .Take(query.Limit + 1)
            .ToList();
        return new ApplicationList(Listed.Of(found, query.Limit, client => client.ClientId), listing.IsComplete);
    }

    public Task<ClientOutcome> ConnectAsync(PoolId pool, string clientId, AuditFacts who, CancellationToken ct) =>
        ChangePoolsAsync(clientId, pools => pools.Contains(pool.Value) ? null : [.. pools, pool.Value], who, ct);

    public Task<ClientOutcome> DisconnectAsync(PoolId pool, string clientId, AuditFacts who, CancellationToken ct) =>
        ChangePoolsAsync(clientId, pools => pools.Contains(pool.Value) ? [.. pools.Where(name => name != pool.Value)] : null, who, ct);

    public async Task<QuickStart?> FindQuickStartAsync(string clientId, PoolId? pool, CancellationToken ct)
    {
        if (await registry.FindAsync(clientId, ct) is not { } client)
            return null;
        if (pool is { } named && !client.Settings.Pools.Contains(named.Value))
            throw new ArgumentException("The application does not serve the pool.", nameof(pool));
        return QuickStart.Of(await registry.FindIssuerAsync(ct), client, pool);
    }

    // Whoever loses against another change looks again: this one does not depend on the rest.
    private async Task<ClientOutcome> ChangePoolsAsync(string clientId, Func<IReadOnlyList<string>, IReadOnlyList<string>?> change, AuditFacts who, CancellationToken ct)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (!registry.CanRegister)
                return new ClientOutcome.Refused(ClientRefusal.ReadOnly);
            if (await registry.FindAsync(clientId, ct) is not { } client)
                return new ClientOutcome.Refused(ClientRefusal.NotFound);
            if (change(client.Settings.Pools) is not { } pools)
                return new ClientOutcome.Done(client);
            if (Administers(client) && (pools.Count == 0 || client.Settings.Pools.Count == 0))
                return new ClientOutcome.Invalid([new ClientFlaw("pools", "a client that administers on its own reaches its pools, and everything where it names none; say it with the rest of the client's settings.")]);
            if (client.Version is not { } version)
                return await ChangeAddedAsync(client, change, who, ct);
            var outcome = await registry.ReplaceAsync(clientId, version, client.Settings with { Pools = pools }, who, ct);
            if (outcome is not ClientOutcome.Refused { Why: ClientRefusal.Stale })
                return outcome;
        }
        return new ClientOutcome.Refused(ClientRefusal.Stale);
    }

    // The pools of its configuration are changed there.
    private async Task<ClientOutcome> ChangeAddedAsync(ClientDescription client, Func<IReadOnlyList<string>, IReadOnlyList<string>?> change, AuditFacts who, CancellationToken ct)
    {
        var configured = client.Settings.Pools.Except(client.AddedPools, StringComparer.Ordinal).ToList();
        return change(configured) is { } without && without.Count < configured.Count
            ? new ClientOutcome.Refused(ClientRefusal.Configured)
            : await registry.AddPoolsAsync(client.ClientId, change, who, ct);
    }

    // A client on its own reaches its pools, and everything where it names none.
    private static bool Administers(ClientDescription client) =>
        client.Settings.GrantTypes.Contains(ClientCredentials)
        && client.Settings.Scopes.Any(scope => scope is ExtensionScopes.Administration or ExtensionScopes.AdministrationRead);

    private static bool Has(string text, string search) => text.Contains(search, StringComparison.OrdinalIgnoreCase);
}
