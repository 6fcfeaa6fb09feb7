using System.Text.Json;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>Writes down which webhooks are to be told of an audit entry, in its unit of work; then no crash loses it, and nothing is told that was rolled back.</summary>
internal sealed class WebhookOutbox(PasskeysDbContext db, AfterCommit afterCommit, WebhookRoutes routes, WebhookSignal signal) : IAuditOutbox
{
    // How long the log is kept. Delivery has been given up long before.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public void Add(AuditEntry entry)
    {
        // A webhook that is told of its own failures would have no end of them.
        if (entry.Pool is not { } pool || entry.Event.StartsWith(WebhookEvents.OfWebhooks, StringComparison.Ordinal))
            return;
        string? payload = null;
        foreach (var subscription in routes.Find(pool, entry.Event))
        {
            db.WebhookDeliveries.Add(new WebhookDelivery
            {
                Id = Guid.CreateVersion7(entry.At),
                Pool = pool,
                SubscriptionId = subscription,
                Event = entry.Event,
                Payload = payload ??= PayloadOf(entry),
                CreatedAt = entry.At,
                NextAttemptAt = entry.At,
                ExpiresAt = entry.At + Kept,
            });
        }
        if (payload is not null)
            afterCommit.Run(signal.RaiseAsync);
    }

    // Standard Webhooks, "Payload structure".
    private static string PayloadOf(AuditEntry entry) =>
        JsonSerializer.Serialize(new { type = entry.Event, timestamp = entry.At, data = AuditEntryJson.Of(entry) }, ApiJson.Options);
}
