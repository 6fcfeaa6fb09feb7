using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>The delivery log of a webhook. Every query names its pool first.</summary>
internal sealed class WebhookDeliveries(PasskeysDbContext db, WebhookSignal signal, TimeProvider time)
{
    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<WebhookDelivery>> ListAsync(PoolId pool, Guid webhook, DeliveryCursor after, int limit, CancellationToken ct) =>
        await db.WebhookDeliveries.AsNoTracking()
            .Where(d => d.Pool == pool && d.SubscriptionId == webhook && d.CreatedAt <= after.At)
            .OrderByDescending(d => d.CreatedAt).ThenBy(d => d.Id)
            .Skip(after.Seen).Take(limit).ToListAsync(ct);

    /// <summary>Has an event told once more, under the same id, as if it had just happened; false when the log has no such event.</summary>
    public async Task<bool> ReplayAsync(PoolId pool, Guid webhook, Guid delivery, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var found = await db.WebhookDeliveries.Where(d => d.Pool == pool && d.SubscriptionId == webhook && d.Id == delivery).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.Status, WebhookStatus.Pending).SetProperty(d => d.Attempts, 0).SetProperty(d => d.NextAttemptAt, now),
            ct);
        await signal.RaiseAsync();
        return found == 1;
    }
}

/// <summary>Where a page of the log begins.</summary>
/// <param name="At">The newest moment to show (UTC).</param>
/// <param name="Seen">How many of that moment were shown before.</param>
internal readonly record struct DeliveryCursor(DateTimeOffset At, int Seen)
{
    public static DeliveryCursor First { get; } = new(DateTimeOffset.MaxValue.AddDays(-1), 0);

    /// <summary>The page after one that began here.</summary>
    public DeliveryCursor After(IReadOnlyList<WebhookDelivery> page)
    {
        var last = page[^1].CreatedAt;
        return new DeliveryCursor(last, page.Count(d => d.CreatedAt == last) + (last == At ? Seen : 0));
    }

    public static bool TryParse(string text, out DeliveryCursor cursor)
    {
        var parts = text.Split('-');
        var isOne = parts is [var ticks, var seen]
            & long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            & int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && at <= First.At.UtcTicks;
        cursor = isOne ? new DeliveryCursor(new DateTimeOffset(at, TimeSpan.Zero), count) : First;
        return isOne;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}-{Seen}");
}
