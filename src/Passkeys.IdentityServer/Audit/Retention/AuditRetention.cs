using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Audit.Sealing;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Audit.Retention;

/// <summary>
/// Removes the entries of a chain that are older than they are kept: from its beginning, as far as they hang together, and moves the beginning in the same
/// transaction. So a verification still sees a chain without a gap, and what was changed is not removed with what was done to it.
/// </summary>
internal sealed partial class AuditRetention(PasskeysDbContext db, IHostSecrets secrets, AuditTrail audit, AuditEnds ends, ILogger<AuditRetention> logger)
{
    private const int BatchSize = 1000;

    /// <summary>The actor of what the host does by itself.</summary>
    private const string Host = "host";

    /// <summary>Removes what is older, and says how many entries that were.</summary>
    /// <param name="pool">The pool whose chain it is, or null for what belongs to none.</param>
    /// <param name="before">What is older than this goes (UTC).</param>
    /// <param name="ct">Cancels.</param>
    public async Task<long> TrimAsync(PoolId? pool, DateTimeOffset before, CancellationToken ct)
    {
        var seal = new AuditSeal(await secrets.GetAsync(AuditSeal.SecretName, ct));
        var chain = AuditChain.Of(pool);
        var (removed, isAudited) = (0L, false);
        while (!isAudited && await FindHeadAsync(seal, chain, ct) is { } head)
        {
            var (oldest, isLast) = await FindOldestAsync(seal, pool, head, before, ct);
            if (oldest.Count == 0 || !await TryRemoveAsync(seal, head, pool, oldest, isLast ? removed + oldest.Count : null, ct))
                break;
            (removed, isAudited) = (removed + oldest.Count, isLast);
        }
        if (removed > 0 && !isAudited)
            await AuditAsync(pool, removed, ct);
        return removed;
    }

    private async Task<AuditHead?> FindHeadAsync(AuditSeal seal, string chain, CancellationToken ct)
    {
        var seen = ends.Of(chain);
        var head = await db.AuditHeads.AsNoTracking().SingleOrDefaultAsync(each => each.Chain == chain, ct);
        if (head is null || (head.Seal == seal.Of(head) && head.Sequence >= seen))
            return head;
        LogBroken(chain, head.RemovedSequence + 1);
        return null;
    }

    private async Task<(List<AuditEntry> Oldest, bool IsLast)> FindOldestAsync(AuditSeal seal, PoolId? pool, AuditHead head, DateTimeOffset before, CancellationToken ct)
    {
        var found = await db.Audit.AsNoTracking()
            .Where(entry => entry.Pool == pool && entry.Sequence > head.RemovedSequence && entry.Sequence <= head.Sequence)
            .OrderBy(entry => entry.Sequence).Take(BatchSize + 1).ToListAsync(ct);
        var oldest = new List<AuditEntry>(found.Count);
        var (sequence, hash) = (head.RemovedSequence, head.RemovedHash);
        foreach (var entry in found.Take(BatchSize).TakeWhile(entry => entry.At < before))
        {
            if (entry.Sequence != sequence + 1 || entry.Hash != seal.Of(entry, sequence + 1, hash))
            {
                LogBroken(head.Chain, sequence + 1);
                break;
            }
            (sequence, hash) = (entry.Sequence.Value, entry.Hash);
            oldest.Add(entry);
        }
        // One more than is removed tells whether there is more to remove.
        return (oldest, oldest.Count < BatchSize || found.Count == BatchSize || found[^1].At >= before);
    }

    private async Task<bool> TryRemoveAsync(AuditSeal seal, AuditHead head, PoolId? pool, List<AuditEntry> oldest, long? total, CancellationToken ct)
    {
        var next = new AuditHead
        {
            Chain = head.Chain,
            Sequence = head.Sequence,
            Hash = head.Hash,
            RemovedSequence = head.RemovedSequence + oldest.Count,
            RemovedHash = oldest[^1].Hash!,
        };
        next.Seal = seal.Of(next);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.AuditHeads.TryMoveAsync(head, next, ct))
            return false;
        var removed = await db.Audit.Where(entry => entry.Pool == pool && entry.Sequence > head.RemovedSequence && entry.Sequence <= next.RemovedSequence).ExecuteDeleteAsync(ct);
        if (removed != oldest.Count)
            return false;
        if (total is { } count)
            await AuditAsync(pool, count, ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return true;
    }

    private async Task AuditAsync(PoolId? pool, long count, CancellationToken ct)
    {
        audit.Add(pool, AuditEvent.AuditTrimmed, new AuditFacts { Actor = Host, Reason = count.ToString(CultureInfo.InvariantCulture) });
        await db.SaveChangesAsync(ct);
    }

    [LoggerMessage(1935, LogLevel.Critical, "Old entries of the audit chain {Chain} are not removed: it is broken at entry number {Sequence} (docs/administration/audit.md)")]
    private partial void LogBroken(string chain, long sequence);
}
