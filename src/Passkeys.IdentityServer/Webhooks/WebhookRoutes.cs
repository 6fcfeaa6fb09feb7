using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>
/// Which subscriptions an event goes to, in memory: every audited call asks, and most pools have no webhook. Read every few seconds by each node, so that a
/// change reaches the other nodes a little later; an event goes to none that was removed meanwhile, for the attempt looks again.
/// </summary>
internal sealed class WebhookRoutes(IServiceScopeFactory scopes)
{
    private volatile FrozenDictionary<PoolId, Route[]> _routes = FrozenDictionary<PoolId, Route[]>.Empty;

    /// <summary>The subscriptions of a pool that want an event.</summary>
    public IEnumerable<Guid> Find(PoolId pool, string @event) => _routes.TryGetValue(pool, out var routes)
        ? routes.Where(route => route.Events.Length == 0 || route.Events.Contains(@event, StringComparer.Ordinal)).Select(route => route.Subscription)
        : [];

    /// <summary>Reads the subscriptions.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var subscriptions = await scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().WebhookSubscriptions.AsNoTracking()
            .Where(s => s.Enabled).Select(s => new { s.Id, s.Pool, s.Events }).ToListAsync(ct);
        _routes = subscriptions.GroupBy(s => s.Pool).ToFrozenDictionary(
            pool => pool.Key,
            pool => pool.Select(s => new Route(s.Id, s.Events.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToArray());
    }

    private sealed record Route(Guid Subscription, string[] Events);
}
