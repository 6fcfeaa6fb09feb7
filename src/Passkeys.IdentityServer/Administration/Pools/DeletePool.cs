using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>
/// Deletes a pool with everybody and everything in it, in one transaction and in statements that each take so many rows and no more. What stays: the audit; notices to
/// clients that sessions ended; what only a hash tells of and expires by itself.
/// </summary>
internal sealed class DeletePool(PasskeysDbContext db, LastAdministrators administrators, StoredSessions sessions, FormerRelyingParties former, AuditTrail audit)
{
    private const int BatchSize = 1000;

    public async Task<PoolOutcome> ExecuteAsync(Administrator who, PoolId id, Guid? version, CancellationToken ct)
    {
        if (!who.Reach.IsPlatform)
            return new PoolOutcome.OutOfReach();
        if (await db.Pools.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } pool)
            return new PoolOutcome.NotFound();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (version is null || version == pool.Version)
        {
            if (await administrators.WouldBeGoneAsync(pool, after: null, ct))
                return new PoolOutcome.LastAdministrator();
            if (await HoldAsync(id, version, ct))
            {
                await RemoveAsync(who, id, ct);
                await transaction.CommitAsync(ct);
                former.Forget();
                return new PoolOutcome.Saved(pool);
            }
        }
        return await db.Pools.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is { } current ? new PoolOutcome.Stale(current) : new PoolOutcome.NotFound();
    }

    // Whoever changes it or signs up in it meanwhile waits, and then finds it gone.
    private async Task<bool> HoldAsync(PoolId id, Guid? version, CancellationToken ct) =>
        await db.Pools.Where(p => p.Id == id && (version == null || p.Version == version)).ExecuteUpdateAsync(set => set.SetProperty(p => p.Enabled, false), ct) == 1;

    private async Task RemoveAsync(Administrator who, PoolId pool, CancellationToken ct)
    {
        audit.Add(pool, AuditEvent.PoolDeleted, who.Facts);
        await db.SaveChangesAsync(ct);
        await sessions.EndOfPoolAsync(pool, ct);
        await RemoveGrantsAsync(pool, ct);
        await RemovePeopleAsync(pool, ct);
        await RemoveRolesAsync(pool, ct);
        await RemoveRestAsync(pool, ct);
        await db.Pools.Where(p => p.Id == pool).ExecuteDeleteAsync(ct);
    }

    // What stood on sessions has ended with them; this is what is left of those that ended before.
    private async Task RemoveGrantsAsync(PoolId pool, CancellationToken ct)
    {
        await RemoveAsync(db.StoredTokens.Where(t => t.Pool == pool).OrderBy(t => t.Hash), ct);
        await RemoveAsync(db.TokenFamilies.Where(f => f.Pool == pool).OrderBy(f => f.Id), ct);
        await RemoveAsync(db.AuthorizationCodes.Where(c => c.Pool == pool).OrderBy(c => c.Hash), ct);
        await RemoveAsync(db.ResultCodes.Where(c => c.Pool == pool).OrderBy(c => c.Hash), ct);
        await RemoveAsync(db.SessionClients.Where(c => c.Pool == pool).OrderBy(c => c.SessionId), ct);
    }

    // Claims, logins and tokens of people go with them, by their foreign keys.
    private async Task RemovePeopleAsync(PoolId pool, CancellationToken ct)
    {
        await RemoveAsync(db.OneTimeCodes.Where(c => c.Pool == pool).OrderBy(c => c.Id), ct);
        await RemoveAsync(db.EnrolmentRequests.Where(r => r.Pool == pool).OrderBy(r => r.Id), ct);
        await RemoveAsync(db.Consents.Where(c => c.Pool == pool).OrderBy(c => c.UserId), ct);
        await RemoveAsync(db.Passkeys.Where(p => p.Pool == pool).OrderBy(p => p.Id), ct);
        await RemoveAsync(db.Users.Where(u => u.Pool == pool).OrderBy(u => u.Id), ct);
    }

    // People of other pools who administered it: a pool that gets the id later is none of theirs.
    private Task<int> RemoveRolesAsync(PoolId pool, CancellationToken ct)
    {
        var (administrator, auditor) = (AdministratorRole.PoolAdministrator(pool), AdministratorRole.PoolAuditor(pool));
        return db.UserClaims.Where(c => c.ClaimType == AdministratorRole.ClaimType && (c.ClaimValue == administrator || c.ClaimValue == auditor)).ExecuteDeleteAsync(ct);
    }

    private async Task RemoveRestAsync(PoolId pool, CancellationToken ct)
    {
        await RemoveAsync(db.WebhookDeliveries.Where(d => d.Pool == pool).OrderBy(d => d.Id), ct);
        await RemoveAsync(db.WebhookSubscriptions.Where(s => s.Pool == pool).OrderBy(s => s.Id), ct);
        await RemoveAsync(db.ImportJobs.Where(j => j.Pool == pool).OrderBy(j => j.Id), ct);
        await RemoveAsync(db.DailyCounts.Where(c => c.Pool == pool).OrderBy(c => c.Day), ct);
        await RemoveAsync(db.PoolChanges.Where(c => c.Pool == pool).OrderBy(c => c.Id), ct);
    }

    private static async Task RemoveAsync<TRow>(IQueryable<TRow> rows, CancellationToken ct)
        where TRow : class
    {
        while (await rows.Take(BatchSize).ExecuteDeleteAsync(ct) == BatchSize)
        {
        }
    }
}
