using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administration.Pools;

internal sealed class AdministeredPools(PasskeysDbContext db) : IAdministeredPools
{
    public Task<Pool?> FindAsync(PoolId pool, CancellationToken ct) => db.Pools.AsNoTracking().SingleOrDefaultAsync(p => p.Id == pool, ct);

    public Task<Listed<PoolSummary>> ListAsync(Administrator who, ListQuery query, CancellationToken ct) => throw new NotSupportedException();

    public Task<PoolOutcome> CreateAsync(Administrator who, PoolDraft draft, CancellationToken ct) => throw new NotSupportedException();

    public Task<PoolOutcome> ReplaceAsync(Administrator who, PoolId pool, PoolDraft draft, Guid version, CancellationToken ct) => throw new NotSupportedException();

    public Task<PoolOutcome> DeleteAsync(Administrator who, PoolId pool, Guid? version, CancellationToken ct) => throw new NotSupportedException();

    public Task<Listed<PoolChange>> ListChangesAsync(PoolId pool, ListQuery query, CancellationToken ct) => throw new NotSupportedException();

    public string Export(Pool pool) => throw new NotSupportedException();

    public Task<PoolOutcome> ImportAsync(Administrator who, string json, PoolId? target, CancellationToken ct) => throw new NotSupportedException();
}
