using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Insight;

/// <summary>What was counted of a pool.</summary>
internal sealed class StoredCounts(PasskeysDbContext db)
{
    public Task<List<DailyCount>> ListAsync(PoolId pool, DateOnly from, CancellationToken ct) =>
        db.DailyCounts.AsNoTracking().Where(row => row.Pool == pool && row.Day >= from).OrderBy(row => row.Day).ToListAsync(ct);
}
