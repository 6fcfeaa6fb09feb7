using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administration.Pools;

internal sealed class AdministeredPools(
    PasskeysDbContext db, PoolListing listing, PoolHistory history, PoolDraftRules rules, ReplacePool replacement, DeletePool deletion, IEngineClientRegistry clients, AuditTrail audit, TimeProvider time) : IAdministeredPools
{
    public Task<Pool?> FindAsync(PoolId pool, CancellationToken ct) => db.Pools.AsNoTracking().SingleOrDefaultAsync(p => p.Id == pool, ct);

    public Task<Listed<Pool>> ListAsync(Administrator who, ListQuery query, CancellationToken ct) => listing.ListAsync(who.Reach, query, ct);

    public async Task<PoolOutcome> CreateAsync(Administrator who, PoolDraft draft, CancellationToken ct)
    {
        if (!who.Reach.IsPlatform)
            return new PoolOutcome.OutOfReach();
        if (rules.Find(draft) is { } invalid)
            return invalid;
        if (await db.Pools.AnyAsync(p => p.Id == draft.Id, ct))
            return new PoolOutcome.Taken();
        if (await FindLeftoverAsync(draft.Id, ct) is { } client)
            return new PoolOutcome.Invalid("id", $"client '{client}' still names a pool of this id that is gone, and would reach the new one; take it from its pools first.");
        var pool = Make(draft);
        var entry = db.Pools.Add(pool);
        history.Add(pool, PoolDifference.Between(before: null, draft), who.Actor);
        audit.Add(pool.Id, AuditEvent.PoolCreated, who.Facts);
        try
        {
            await db.SaveChangesAsync(ct);
            entry.State = EntityState.Detached;
            return new PoolOutcome.Saved(pool);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            if (await db.Pools.AnyAsync(p => p.Id == draft.Id, ct))
                return new PoolOutcome.Taken();
            throw;
        }
    }

    public Task<PoolOutcome> ReplaceAsync(Administrator who, PoolId pool, PoolDraft draft, Guid version, CancellationToken ct) =>
        replacement.ExecuteAsync(who, draft with { Id = pool }, version, ct);

    public Task<PoolOutcome> DeleteAsync(Administrator who, PoolId pool, Guid? version, CancellationToken ct) => deletion.ExecuteAsync(who, pool, version, ct);

    public Task<Listed<PoolChange>> ListChangesAsync(PoolId pool, ListQuery query, CancellationToken ct) => history.ListAsync(pool, query, ct);

    public string Export(Pool pool) => PoolFile.Write(pool);

    public async Task<PoolOutcome> ImportAsync(Administrator who, string json, PoolId? target, CancellationToken ct)
    {
        PoolDraft draft;
        try
        {
            draft = PoolFile.Read(json, target);
        }
        catch (InvalidMemberException invalid)
        {
            return new PoolOutcome.Invalid(invalid.Member, invalid.Message[(invalid.Member.Length + ": ".Length)..]);
        }
        if (target is not { } id)
            return await CreateAsync(who, draft, ct);
        return await FindAsync(id, ct) is { } current ? await ReplaceAsync(who, id, draft, current.Version, ct) : new PoolOutcome.NotFound();
    }

    // Only of a pool that is gone can a client that administrators connected be named so; whoever has its secret may be of another organisation.
    private async Task<string?> FindLeftoverAsync(PoolId id, CancellationToken ct) => (await clients.ListAsync(ct)).Clients
        .FirstOrDefault(client => (client.Source is ClientSource.Administration ? client.Settings.Pools : client.AddedPools).Contains(id.Value))?.ClientId;

    private Pool Make(PoolDraft draft)
    {
        var now = time.GetUtcNow();
        return new Pool
        {
            Id = draft.Id,
            Name = draft.Name.Trim(),
            Enabled = draft.Enabled,
            RpId = draft.RpId,
            Policy = draft.Policy,
            CreatedAt = now,
            Version = Guid.CreateVersion7(now),
        };
    }
}
