using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Insight;

/// <summary>Adds counts to the rows of their day. Any number of nodes may do so at once: a row is made once, and each statement adds to what is there.</summary>
internal sealed class CountWriter(PasskeysDbContext db)
{
    public async Task AddAsync(SharedCount counted, CancellationToken ct)
    {
        await MakeMissingAsync(counted, ct);
        var count = counted.Count;
        await Rows(counted).ExecuteUpdateAsync(set => set.SetProperty(row => row.Count, row => row.Count + count), ct);
    }

    /// <summary>Removes the counts of days before this one, so many at a time.</summary>
    public async Task RemoveBeforeAsync(DateOnly day, int batchSize, CancellationToken ct)
    {
        int removed;
        do
            removed = await db.DailyCounts.Where(row => row.Day < day).OrderBy(row => row.Day).Take(batchSize).ExecuteDeleteAsync(ct);
        while (removed == batchSize);
    }

    private async Task MakeMissingAsync(SharedCount counted, CancellationToken ct)
    {
        var there = await Rows(counted).Select(row => row.Pool).ToListAsync(ct);
        var missing = counted.Pools.Except(there).ToList();
        if (missing.Count == 0 || await TryMakeAsync(counted, missing, ct))
            return;
        // Another node made some of them just now.
        foreach (var pool in missing)
            await TryMakeAsync(counted, [pool], ct);
    }

    private async Task<bool> TryMakeAsync(SharedCount counted, IReadOnlyList<PoolId> pools, CancellationToken ct)
    {
        db.DailyCounts.AddRange(pools.Select(pool => new DailyCount { Pool = pool, Day = counted.Day, Name = counted.Name, Detail = counted.Detail }));
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private IQueryable<DailyCount> Rows(SharedCount counted)
    {
        var (day, name, detail, _, pools) = counted;
        return db.DailyCounts.Where(row => row.Day == day && row.Name == name && row.Detail == detail && pools.Contains(row.Pool));
    }
}
