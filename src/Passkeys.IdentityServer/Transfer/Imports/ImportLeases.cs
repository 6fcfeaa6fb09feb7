using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Transfer.Imports;

/// <summary>The right to import into a pool, which one import on one node has at a time. Whoever does not renew it in time has lost it: a node that crashed keeps nobody waiting for long.</summary>
internal sealed class ImportLeases(PasskeysDbContext db, OneTimeClaims claims, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    /// <summary>Takes it; null when another import has it.</summary>
    public async Task<ImportLease?> TakeAsync(PoolId pool, CancellationToken ct)
    {
        var until = NewEnd();
        var now = time.GetUtcNow();
        var tookOver = await Of(pool).Where(lease => lease.ExpiresAt <= now).ExecuteUpdateAsync(set => set.SetProperty(lease => lease.ExpiresAt, until), ct) == 1;
        return tookOver || await claims.TryAddAsync(SpentPurpose.Import, pool.Value, until, ct) ? new ImportLease(pool) { Until = until } : null;
    }

    /// <summary>Whether an import into the pool has it.</summary>
    public Task<bool> IsTakenAsync(PoolId pool, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return Of(pool).AnyAsync(lease => lease.ExpiresAt > now, ct);
    }

    /// <summary>Renews it, in the caller's transaction where there is one; false when it was lost.</summary>
    public async Task<bool> RenewAsync(ImportLease lease, CancellationToken ct)
    {
        var until = NewEnd();
        if (await Mine(lease).ExecuteUpdateAsync(set => set.SetProperty(row => row.ExpiresAt, until), ct) != 1)
            return false;
        (lease.Former, lease.Until) = (lease.Until, until);
        return true;
    }

    /// <summary>Gives it back.</summary>
    public Task GiveBackAsync(ImportLease lease) => Mine(lease).ExecuteDeleteAsync(CancellationToken.None);

    // The end tells one lease from another: no two have the same.
    private DateTimeOffset NewEnd() => time.GetUtcNow() + Lifetime + TimeSpan.FromTicks(RandomNumberGenerator.GetInt32((int)TimeSpan.TicksPerSecond * 10));

    private IQueryable<SpentId> Of(PoolId pool) => db.SpentIds.Where(lease => lease.Purpose == SpentPurpose.Import && lease.Id == pool.Value);

    private IQueryable<SpentId> Mine(ImportLease lease)
    {
        // The former end is that of the row where the transaction of the last renewal was rolled back.
        var (until, former) = (lease.Until, lease.Former);
        return Of(lease.Pool).Where(row => row.ExpiresAt == until || row.ExpiresAt == former);
    }
}

/// <summary>The right of one import.</summary>
/// <param name="pool">The pool.</param>
internal sealed class ImportLease(PoolId pool)
{
    public PoolId Pool { get; } = pool;

    /// <summary>Until when it is good (UTC).</summary>
    public required DateTimeOffset Until { get; set; }

    /// <summary>Until when it was good before it was renewed (UTC), or null.</summary>
    public DateTimeOffset? Former { get; set; }
}
