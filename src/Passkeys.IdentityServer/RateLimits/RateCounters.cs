using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.RateLimits;

/// <summary>
/// The counters in the database. A window begins with the first use. A look, then one statement that counts only if what was seen still holds: no two
/// nodes can take the same.
/// </summary>
internal sealed class RateCounters(PasskeysDbContext db)
{
    private const int Attempts = 5;

    public async Task<RateTaken> TakeAsync(string key, RateRule rule, DateTimeOffset now, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var seen = await db.RateCounters.AsNoTracking().SingleOrDefaultAsync(c => c.Key == key, ct);
            if (seen is not null && seen.ExpiresAt > now && seen.Count >= rule.Most)
                return new RateTaken(0, seen.ExpiresAt);
            if (await TryTakeAsync(key, seen, rule, now, ct) is { } taken)
                return taken;
        }
        // Others were faster each time: whoever calls as much as that is told to wait a moment.
        return new RateTaken(0, now.AddSeconds(1));
    }

    private Task<RateTaken?> TryTakeAsync(string key, RateCounter? seen, RateRule rule, DateTimeOffset now, CancellationToken ct) => seen switch
    {
        null => AddAsync(key, rule, now, ct),
        { } row when row.ExpiresAt <= now => RenewAsync(row, rule, now, ct),
        { } row => IncreaseAsync(row, rule, ct),
    };

    private async Task<RateTaken?> IncreaseAsync(RateCounter seen, RateRule rule, CancellationToken ct)
    {
        var share = (int)Math.Min(rule.Share, rule.Most - seen.Count);
        var highest = rule.Most - share;
        return await db.RateCounters.Where(c => c.Key == seen.Key && c.ExpiresAt == seen.ExpiresAt && c.Count <= highest)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Count, c => c.Count + share), ct) == 1
            ? new RateTaken(share, seen.ExpiresAt)
            : null;
    }

    private async Task<RateTaken?> RenewAsync(RateCounter seen, RateRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var (share, end) = (rule.Share, rule.EndOf(now));
        return await db.RateCounters.Where(c => c.Key == seen.Key && c.ExpiresAt == seen.ExpiresAt)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Count, share).SetProperty(c => c.ExpiresAt, end), ct) == 1
            ? new RateTaken(share, end)
            : null;
    }

    private async Task<RateTaken?> AddAsync(string key, RateRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var added = db.RateCounters.Add(new RateCounter { Key = key, Count = rule.Share, ExpiresAt = rule.EndOf(now) });
        try
        {
            await db.SaveChangesAsync(ct);
            return new RateTaken(rule.Share, added.Entity.ExpiresAt);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            added.State = EntityState.Detached;
            return null;
        }
    }
}
