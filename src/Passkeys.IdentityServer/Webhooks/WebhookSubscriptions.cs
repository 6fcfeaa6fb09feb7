using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>The webhooks of a pool. Every query names its pool first.</summary>
internal sealed class WebhookSubscriptions(PasskeysDbContext db, WebhookSecrets secrets, WebhookRoutes routes, AuditTrail audit, TimeProvider time)
{
    /// <summary>The most a pool may have: each event is written once for each.</summary>
    public const int Most = 20;

    public Task<List<WebhookSubscription>> ListAsync(PoolId pool, CancellationToken ct) =>
        db.WebhookSubscriptions.AsNoTracking().Where(s => s.Pool == pool).OrderBy(s => s.CreatedAt).ThenBy(s => s.Id).ToListAsync(ct);

    public Task<WebhookSubscription?> FindAsync(PoolId pool, Guid webhook, CancellationToken ct) =>
        db.WebhookSubscriptions.AsNoTracking().SingleOrDefaultAsync(s => s.Pool == pool && s.Id == webhook, ct);

    /// <summary>Adds a webhook, and its secret in clear for the only time; null when the pool has as many as it may.</summary>
    public async Task<(WebhookSubscription Subscription, string Secret)?> AddAsync(PoolId pool, string url, string events, AuditFacts who, CancellationToken ct)
    {
        if (await db.WebhookSubscriptions.CountAsync(s => s.Pool == pool, ct) >= Most)
            return null;
        var (now, secret) = (time.GetUtcNow(), WebhookSecrets.NewSecret());
        var subscription = new WebhookSubscription
        {
            Id = Guid.CreateVersion7(now),
            Pool = pool,
            Url = url,
            Events = events,
            ProtectedSecret = secrets.Protect(secret),
            CreatedAt = now,
        };
        db.WebhookSubscriptions.Add(subscription);
        await SaveAsync(pool, AuditEvent.WebhookAdded, subscription.Id, who, ct);
        return (subscription, secret);
    }

    /// <summary>Changes a webhook; null when there is none. What was not delivered while it was off stays so, and can be replayed.</summary>
    public async Task<WebhookSubscription?> ChangeAsync(PoolId pool, Guid webhook, string url, string events, bool enabled, AuditFacts who, CancellationToken ct)
    {
        if (await db.WebhookSubscriptions.SingleOrDefaultAsync(s => s.Pool == pool && s.Id == webhook, ct) is not { } subscription)
            return null;
        (subscription.Url, subscription.Events, subscription.Enabled) = (url, events, enabled);
        await SaveAsync(pool, AuditEvent.WebhookChanged, webhook, who, ct);
        return subscription;
    }

    /// <summary>Removes a webhook and its log; false when there is none.</summary>
    public async Task<bool> RemoveAsync(PoolId pool, Guid webhook, AuditFacts who, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.WebhookSubscriptions.Where(s => s.Pool == pool && s.Id == webhook).ExecuteDeleteAsync(ct) == 0)
            return false;
        await db.WebhookDeliveries.Where(d => d.Pool == pool && d.SubscriptionId == webhook).ExecuteDeleteAsync(ct);
        audit.Add(pool, AuditEvent.WebhookRemoved, who with { Reason = webhook.ToString() });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await routes.RefreshAsync(ct);
        return true;
    }

    private async Task SaveAsync(PoolId pool, string @event, Guid webhook, AuditFacts who, CancellationToken ct)
    {
        audit.Add(pool, @event, who with { Reason = webhook.ToString() });
        await db.SaveChangesAsync(ct);
        await routes.RefreshAsync(ct);
    }
}
