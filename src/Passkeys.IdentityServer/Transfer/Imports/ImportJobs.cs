using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Transfer.Imports;

/// <summary>The imports into a pool.</summary>
internal sealed class ImportJobs(PasskeysDbContext db)
{
    /// <summary>The newest first, with one more than is wanted. The cursor is the id of the last one before.</summary>
    public async Task<IReadOnlyList<ImportJob>> ListAsync(PoolId pool, ListQuery query, CancellationToken ct)
    {
        var jobs = db.ImportJobs.AsNoTracking().Where(job => job.Pool == pool);
        if (Guid.TryParse(query.Cursor, out var last) && await FindAsync(pool, last, ct) is { StartedAt: var before })
            jobs = jobs.Where(job => job.StartedAt < before);
        return await jobs.OrderByDescending(job => job.StartedAt).Take(query.Limit + 1).ToListAsync(ct);
    }

    public Task<ImportJob?> FindAsync(PoolId pool, Guid importId, CancellationToken ct) =>
        db.ImportJobs.AsNoTracking().SingleOrDefaultAsync(job => job.Pool == pool && job.Id == importId, ct);

    /// <summary>The import of the same file that was interrupted, or null.</summary>
    public Task<ImportJob?> FindUnfinishedAsync(PoolId pool, string format, string fileHash, CancellationToken ct) =>
        db.ImportJobs.AsNoTracking().Where(job => job.Pool == pool && job.Format == format && job.FileHash == fileHash && job.FinishedAt == null)
            .OrderByDescending(job => job.StartedAt).FirstOrDefaultAsync(ct);

    public async Task AddAsync(ImportJob job, CancellationToken ct)
    {
        db.ImportJobs.Add(job);
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    /// <summary>Writes how far it is, in the caller's transaction; false when another has moved it.</summary>
    public async Task<bool> AdvanceAsync(ImportJob job, int from, CancellationToken ct) =>
        await db.ImportJobs.Where(row => row.Pool == job.Pool && row.Id == job.Id && row.Done == from).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Done, job.Done)
                .SetProperty(row => row.Users, job.Users)
                .SetProperty(row => row.Credentials, job.Credentials)
                .SetProperty(row => row.Skipped, job.Skipped)
                .SetProperty(row => row.UpdatedAt, job.UpdatedAt)
                .SetProperty(row => row.FinishedAt, job.FinishedAt),
            ct) == 1;
}
