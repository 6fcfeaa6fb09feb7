using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Pools;

internal sealed class StoredPools(PasskeysDbContext db, FormerRelyingParties former) : IPools
{
    public Task<Pool?> FindAsync(PoolId pool, CancellationToken ct) =>
        Enabled.SingleOrDefaultAsync(p => p.Id == pool, ct);

    public async Task<IReadOnlyList<Pool>> ListEnabledAsync(CancellationToken ct) =>
        await Enabled.OrderBy(p => p.Name).ToListAsync(ct);

    public async Task<IReadOnlyList<Pool>> ListByRpIdAsync(string rpId, CancellationToken ct)
    {
        var movedAway = await former.FindAsync(rpId, ct);
        return await Enabled.Where(p => p.RpId == rpId || movedAway.Contains(p.Id)).OrderBy(p => p.Id).ToListAsync(ct);
    }

    private IQueryable<Pool> Enabled => db.Pools.AsNoTracking().Where(p => p.Enabled);
}
