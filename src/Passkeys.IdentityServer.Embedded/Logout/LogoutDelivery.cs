using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Storage.Outboxes;

namespace Passkeys.IdentityServer.Embedded.Logout;

/// <summary>Delivers notifications, one at a time and at least once: a client may be told twice when a node dies in between.</summary>
internal sealed partial class LogoutDelivery(
    PasskeysDbContext db, LogoutPost post, ClientDirectory clients, AuditTrail audit, LogoutMetrics metrics, TimeProvider time, ILogger<LogoutDelivery> logger)
    : IOutbox<LogoutNotification>
{
    // The first is longer than an attempt can take, so that no other node begins one meanwhile. The last holds for all that follow.
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20)];

    /// <summary>What is due, the longest waiting first.</summary>
    public Task<List<LogoutNotification>> FindDueAsync(int most, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return db.LogoutNotifications.AsNoTracking().Where(n => n.NextAttemptAt <= now).OrderBy(n => n.NextAttemptAt).Take(most).ToListAsync(ct);
    }

    /// <summary>When the next one is due (UTC), or null when none is left.</summary>
    public async Task<DateTimeOffset?> FindNextAsync(CancellationToken ct) =>
        await db.LogoutNotifications.OrderBy(n => n.NextAttemptAt).Select(n => (DateTimeOffset?)n.NextAttemptAt).FirstOrDefaultAsync(ct);

    /// <summary>Tries once, unless another node does.</summary>
    public async Task DeliverAsync(LogoutNotification notification, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var next = now + Pauses[Math.Min(notification.Attempts, Pauses.Length - 1)];
        if (!await TakeAsync(notification, next, ct))
            return;
        var failure = notification.ExpiresAt <= now ? "Expired" : await TryAsync(notification, ct);
        if (failure is null)
            await FinishAsync(notification, ct);
        else if (next < notification.ExpiresAt)
            Report(notification, failure);
        else
            await GiveUpAsync(notification, failure, ct);
    }

    // One statement decides which node it is.
    private async Task<bool> TakeAsync(LogoutNotification notification, DateTimeOffset next, CancellationToken ct) =>
        await db.LogoutNotifications
            .Where(n => n.Id == notification.Id && n.Attempts == notification.Attempts)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.NextAttemptAt, next).SetProperty(n => n.Attempts, n => n.Attempts + 1), ct) == 1;

    // The client may be configured otherwise since the notification was written.
    private async Task<string?> TryAsync(LogoutNotification notification, CancellationToken ct) =>
        clients.Find(notification.ClientId) is { BackChannelLogoutUri: not null } client
            ? await post.TryAsync(notification, client, ct)
            : "NotWanted";

    private async Task FinishAsync(LogoutNotification notification, CancellationToken ct)
    {
        await RemoveAsync(notification, ct);
        metrics.Delivered(notification.ClientId);
        LogDelivered(notification.ClientId, notification.Attempts + 1);
    }

    private void Report(LogoutNotification notification, string failure)
    {
        metrics.Failed(notification.ClientId, failure);
        LogFailed(notification.ClientId, notification.Attempts + 1, failure);
    }

    private async Task GiveUpAsync(LogoutNotification notification, string failure, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await RemoveAsync(notification, ct);
        audit.Add(notification.Pool, AuditEvent.LogoutUndelivered, new AuditFacts
        {
            Outcome = AuditTrail.Refused,
            Reason = failure,
            UserId = notification.UserId,
            ClientId = notification.ClientId,
            Actor = $"client:{notification.ClientId}",
        });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        metrics.Undelivered(notification.ClientId);
        LogGivenUp(notification.ClientId, notification.Pool.Value, notification.Attempts + 1, failure);
    }

    private Task<int> RemoveAsync(LogoutNotification notification, CancellationToken ct) =>
        db.LogoutNotifications.Where(n => n.Id == notification.Id).ExecuteDeleteAsync(ct);

    [LoggerMessage(5401, LogLevel.Debug, "Told client {ClientId} of a logout, at attempt {Attempt}")]
    private partial void LogDelivered(string clientId, int attempt);

    [LoggerMessage(5402, LogLevel.Information, "Client {ClientId} could not be told of a logout, at attempt {Attempt}: {Reason}; trying again")]
    private partial void LogFailed(string clientId, int attempt, string reason);

    [LoggerMessage(5403, LogLevel.Warning, "Client {ClientId} could not be told of a logout in pool {Pool} after {Attempts} attempts: {Reason}; given up")]
    private partial void LogGivenUp(string clientId, string pool, int attempts, string reason);
}
