using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>Puts a draft in the place of a pool, with what follows for those who are signed in, the history and the audit, in one transaction.</summary>
internal sealed class ReplacePool(
    PasskeysDbContext db, PoolDraftRules rules, LastAdministrators administrators, StoredSessions sessions, PoolHistory history, AuditTrail audit, TimeProvider time)
{
    public async Task<PoolOutcome> ExecuteAsync(Administrator who, PoolDraft draft, Guid version, CancellationToken ct)
    {
        if (!who.Reach.MayChange(draft.Id))
            return new PoolOutcome.OutOfReach();
        if (await db.Pools.AsNoTracking().SingleOrDefaultAsync(p => p.Id == draft.Id, ct) is not { } current)
            return new PoolOutcome.NotFound();
        if (current.Version != version)
            return new PoolOutcome.Stale(current);
        if (rules.Find(draft) is { } invalid)
            return invalid;
        if (!who.Reach.IsPlatform && !ReservedMembers.AreKept(PoolDraft.Of(current), draft))
            return new PoolOutcome.OutOfReach();
        return await SaveAsync(who, current, draft, ct);
    }

    private async Task<PoolOutcome> SaveAsync(Administrator who, Pool current, PoolDraft draft, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await administrators.WouldBeGoneAsync(current, draft, ct))
            return new PoolOutcome.LastAdministrator();
        var before = PoolDraft.Of(current);
        var entry = db.Pools.Attach(current);
        Apply(draft, current);
        var difference = PoolDifference.Between(before, draft);
        if (!difference.IsNone)
        {
            history.Add(current, difference, who.Actor);
            audit.Add(current.Id, AuditEvent.PoolChanged, who.Facts with { Reason = difference.Reason });
        }
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            await transaction.RollbackAsync(ct);
            db.ChangeTracker.Clear();
            return await db.Pools.AsNoTracking().SingleOrDefaultAsync(p => p.Id == draft.Id, ct) is { } newer ? new PoolOutcome.Stale(newer) : new PoolOutcome.NotFound();
        }
        await FollowAsync(before.Policy, current, ct);
        await transaction.CommitAsync(ct);
        entry.State = EntityState.Detached;
        return new PoolOutcome.Saved(current);
    }

    private void Apply(PoolDraft draft, Pool pool)
    {
        (pool.Name, pool.Enabled, pool.RpId, pool.Policy) = (draft.Name.Trim(), draft.Enabled, draft.RpId, draft.Policy);
        pool.Version = Guid.CreateVersion7(time.GetUtcNow());
    }

    // What the former rules let be does not outlive them where the new ones are stricter.
    private async Task FollowAsync(PoolPolicy before, Pool pool, CancellationToken ct)
    {
        if (before.PasswordAlone && !pool.Policy.PasswordAlone)
            await sessions.EndOfPasswordsAsync(pool.Id, ct);
        var (former, now) = (before.Lifetimes, pool.Policy.Lifetimes);
        if (now.ActivationCodeSeconds is { } activation && activation != former.ActivationCodeSeconds)
            await EndCodesAsync(pool.Id, MailKind.Activation, activation, ct);
        if (now.RecoveryCodeSeconds is { } recovery && recovery != former.RecoveryCodeSeconds)
            await EndCodesAsync(pool.Id, MailKind.Recovery, recovery, ct);
    }

    // Such a code would be good for longer than any that is mailed from now on; and, by its expiry, look younger than it is to whoever asks for another.
    private Task<int> EndCodesAsync(PoolId pool, string purpose, int seconds, CancellationToken ct)
    {
        var latest = time.GetUtcNow().AddSeconds(seconds);
        return db.OneTimeCodes.Where(code => code.Pool == pool && code.Purpose == purpose && code.ExpiresAt > latest).ExecuteDeleteAsync(ct);
    }
}
