using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.RateLimits;

/// <summary>The counters in the database. A window begins with the first use. Each change is one statement that counts and compares at once, so no two nodes can take the same.</summary>
internal sealed class RateCounters(PasskeysDbContext db)
{
    public async Task<RateTaken> TakeAsync(string key, RateRule rule, DateTimeOffset now, CancellationToken ct)
    {
        // A row that appears or runs out in between is met on the second time round.
        for (var attempt = 0; attempt < 3; attempt++)
        {
            if (await IncreaseAsync(key, rule, now, ct) is { } taken)
                return taken;
            if (await RenewAsync(key, rule, now, ct) || await AddAsync(key, rule, now, ct))
                return new RateTaken(rule.Share, rule.EndOf(now));
            if (await db.RateCounters.AsNoTracking().Where(c => c.Key == key && c.ExpiresAt > now).Select(c => (DateTimeOffset?)c.ExpiresAt).SingleOrDefaultAsync(ct) is { } end)
                return new RateTaken(0, end);
        }
        return new RateTaken(0, rule.EndOf(now));
    }

    private async Task<RateTaken?> IncreaseAsync(string key, RateRule rule, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var share in new[] { rule.Share, 1 }.Distinct())
        {
            var highest = rule.Most - share;
            if (await db.RateCounters.Where(c => c.Key == key && c.ExpiresAt > now && c.Count <= highest)
                    .ExecuteUpdateAsync(set => set.SetProperty(c => c.Count, c => c.Count + share), ct) == 1)
                return new RateTaken(share, await EndOfAsync(key, ct));
        }
        return null;
    }

    private Task<DateTimeOffset> EndOfAsync(string key, CancellationToken ct) =>
        db.RateCounters.AsNoTracking().Where(c => c.Key == key).Select(c => c.ExpiresAt).SingleOrDefaultAsync(ct);

    private async Task<bool> RenewAsync(string key, RateRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var (share, end) = (rule.Share, rule.EndOf(now));
        return await db.RateCounters.Where(c => c.Key == key && c.ExpiresAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Count, share).SetProperty(c => c.ExpiresAt, end), ct) == 1;
    }

    private async Task<bool> AddAsync(string key, RateRule rule, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.RateCounters.AnyAsync(c => c.Key == key, ct))
            return false;
        var added = db.RateCounters.Add(new RateCounter { Key = key, Count = rule.Share, ExpiresAt = rule.EndOf(now) });
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            added.State = EntityState.Detached;
            return false;
        }
    }
}
