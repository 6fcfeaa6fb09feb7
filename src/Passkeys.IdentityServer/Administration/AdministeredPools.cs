using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administration;

internal sealed class AdministeredPools(PasskeysDbContext db) : IAdministeredPools
{
    public Task<Pool?> FindAsync(PoolId pool, CancellationToken ct) => db.Pools.AsNoTracking().SingleOrDefaultAsync(p => p.Id == pool, ct);
}
