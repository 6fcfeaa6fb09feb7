using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Storage.Outboxes;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>Delivers events, one at a time and at least once: a receiver may be told twice when a node dies in between, and knows it by <c>webhook-id</c>.</summary>
internal sealed partial class WebhookAttempts(PasskeysDbContext db, WebhookPost post, AuditTrail audit, TimeProvider time, ILogger<WebhookAttempts> logger)
    : IOutbox<WebhookDelivery>
{
    private const int Gone = 410;

    // The first is longer than an attempt can take, so that no other node begins one meanwhile. After the last attempt, in about three days, it is given up.
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(24),
    ];

    /// <summary>How often an event is tried.</summary>
    public static int Most => Pauses.Length + 1;

    /// <summary>What is due, the longest waiting first.</summary>
    public Task<List<WebhookDelivery>> FindDueAsync(int most, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return db.WebhookDeliveries.AsNoTracking().Where(d => d.NextAttemptAt <= now).OrderBy(d => d.NextAttemptAt).Take(most).ToListAsync(ct);
    }

    /// <summary>When the next one is due (UTC), or null when none is left.</summary>
    public Task<DateTimeOffset?> FindNextAsync(CancellationToken ct) =>
        db.WebhookDeliveries.Where(d => d.NextAttemptAt != null).OrderBy(d => d.NextAttemptAt).Select(d => d.NextAttemptAt).FirstOrDefaultAsync(ct);

    /// <summary>Tries once, unless another node does.</summary>
    public async Task DeliverAsync(WebhookDelivery delivery, CancellationToken ct)
    {
        var isLast = delivery.Attempts + 1 >= Most;
        // The last one is taken for as long as an attempt may last, too.
        var next = time.GetUtcNow() + Jitter(Pauses[Math.Min(delivery.Attempts, Pauses.Length - 1)]);
        if (!await TakeAsync(delivery, next, ct))
            return;
        var subscription = await db.WebhookSubscriptions.AsNoTracking().SingleOrDefaultAsync(s => s.Pool == delivery.Pool && s.Id == delivery.SubscriptionId, ct);
        if (subscription is not { Enabled: true })
        {
            await EndAsync(delivery, WebhookStatus.Failed, new AttemptResult(null, "Disabled"), ct);
            return;
        }
        var result = await post.TryAsync(subscription, delivery, ct);
        if (result.Error is null)
            await EndAsync(delivery, WebhookStatus.Delivered, result, ct);
        else if (result.Status == Gone)
            await GiveUpAsync(delivery, result, AuditEvent.WebhookDisabled, ct);
        else if (isLast)
            await GiveUpAsync(delivery, result, AuditEvent.WebhookUndelivered, ct);
        else
            await NoteAsync(delivery, result, next, ct);
    }

    // Receivers that were away together are not all told again at the same moment.
    private static TimeSpan Jitter(TimeSpan pause) => pause * (1 + (RandomNumberGenerator.GetInt32(0, 200) / 1000.0));

    // One statement decides which node it is.
    private async Task<bool> TakeAsync(WebhookDelivery delivery, DateTimeOffset next, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return await db.WebhookDeliveries
            .Where(d => d.Pool == delivery.Pool && d.Id == delivery.Id && d.Attempts == delivery.Attempts && d.NextAttemptAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, next).SetProperty(d => d.LastAttemptAt, now).SetProperty(d => d.Attempts, d => d.Attempts + 1), ct) == 1;
    }

    private async Task NoteAsync(WebhookDelivery delivery, AttemptResult result, DateTimeOffset next, CancellationToken ct)
    {
        if (result.Status is null)
            await PutOffOthersAsync(delivery, next, ct);
        await Mine(delivery).ExecuteUpdateAsync(set => set.SetProperty(d => d.LastStatusCode, result.Status).SetProperty(d => d.LastError, result.Error), ct);
        LogFailed(delivery.SubscriptionId, delivery.Pool.Value, delivery.Attempts + 1, result.Error!);
    }

    // Who does not answer costs an attempt all its time: what else is due there waits as long, so that the other receivers need not.
    private Task<int> PutOffOthersAsync(WebhookDelivery delivery, DateTimeOffset next, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var soon = now + Pauses[0] < next ? now + Pauses[0] : next;
        return db.WebhookDeliveries
            .Where(d => d.Pool == delivery.Pool && d.SubscriptionId == delivery.SubscriptionId && d.Id != delivery.Id && d.NextAttemptAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextAttemptAt, soon), ct);
    }

    private async Task EndAsync(WebhookDelivery delivery, WebhookStatus status, AttemptResult result, CancellationToken ct)
    {
        await Mine(delivery).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.Status, status).SetProperty(d => d.NextAttemptAt, (DateTimeOffset?)null)
                .SetProperty(d => d.LastStatusCode, result.Status).SetProperty(d => d.LastError, result.Error),
            ct);
        LogEnded(delivery.SubscriptionId, delivery.Pool.Value, delivery.Attempts + 1, status);
    }

    private async Task GiveUpAsync(WebhookDelivery delivery, AttemptResult result, string @event, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await EndAsync(delivery, WebhookStatus.Failed, result, ct);
        if (@event == AuditEvent.WebhookDisabled)
            await db.WebhookSubscriptions.Where(s => s.Pool == delivery.Pool && s.Id == delivery.SubscriptionId).ExecuteUpdateAsync(set => set.SetProperty(s => s.Enabled, false), ct);
        audit.Add(delivery.Pool, @event, new AuditFacts { Outcome = AuditTrail.Refused, Reason = result.Error, Actor = $"webhook:{delivery.SubscriptionId}" });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    // A replay that came meanwhile has begun to count anew, and is left alone.
    private IQueryable<WebhookDelivery> Mine(WebhookDelivery delivery)
    {
        var attempt = delivery.Attempts + 1;
        return db.WebhookDeliveries.Where(d => d.Pool == delivery.Pool && d.Id == delivery.Id && d.Attempts == attempt);
    }

    [LoggerMessage(1921, LogLevel.Information, "Webhook {Subscription} of pool {Pool} was not told, at attempt {Attempt}: {Reason}; trying again")]
    private partial void LogFailed(Guid subscription, string pool, int attempt, string reason);

    [LoggerMessage(1922, LogLevel.Debug, "Webhook {Subscription} of pool {Pool}, at attempt {Attempt}: {Status}")]
    private partial void LogEnded(Guid subscription, string pool, int attempt, WebhookStatus status);
}
