using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Audit.Sealing;

/// <summary>What became of a batch.</summary>
/// <param name="Sealed">How many entries were sealed.</param>
/// <param name="Skipped">The chains to leave out for now: another node is at them.</param>
/// <param name="Broken">The chains whose ends are not what they were left as, and how so.</param>
internal sealed record SealedBatch(int Sealed, IReadOnlyList<string> Skipped, IReadOnlyList<(string Chain, string Fault)> Broken)
{
    /// <summary>Whether nothing was found.</summary>
    public bool IsEmpty => Sealed == 0 && Skipped.Count == 0 && Broken.Count == 0;
}

/// <summary>
/// Gives entries their place in the chain of their pool. It asks for no lock that a request could wait for: requests add rows, and it moves a head that
/// only sealers know. Of several nodes at one chain the one that moves the head first wins; the others' batch is as if it had not been.
/// </summary>
internal sealed partial class AuditSealer(PasskeysDbContext db, IHostSecrets secrets, AppendOnlyAudit appendOnly, AuditEnds ends, ILogger<AuditSealer> logger)
{
    /// <summary>The most entries that one batch seals, so that no transaction is a long one.</summary>
    public const int BatchSize = 500;

    /// <summary>Seals the longest waiting entries.</summary>
    /// <param name="except">Chains to leave out.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SealedBatch> SealAsync(IReadOnlyCollection<string> except, CancellationToken ct)
    {
        var pools = await Waiting(except).Take(BatchSize).Select(entry => entry.Pool).Distinct().ToListAsync(ct);
        if (pools.Count == 0)
            return new SealedBatch(0, [], []);

        // The heads before the entries: what another node seals from here on moves a head, and then nothing comes of what is read now.
        var names = pools.ConvertAll(AuditChain.Of);
        var seen = names.ToDictionary(name => name, ends.Of, StringComparer.Ordinal);
        var heads = await db.AuditHeads.AsNoTracking().Where(head => names.Contains(head.Chain)).ToDictionaryAsync(head => head.Chain, StringComparer.Ordinal, ct);
        var entries = await Waiting(except).Take(BatchSize).ToListAsync(ct);
        var seal = new AuditSeal(await secrets.GetAsync(AuditSeal.SecretName, ct));
        var faults = await FindFaultsAsync(seal, names, heads, seen, ct);
        return await SealAsync(seal, heads, faults, entries.Where(entry => pools.Contains(entry.Pool)).GroupBy(entry => AuditChain.Of(entry.Pool), StringComparer.Ordinal), ct);
    }

    private async Task<SealedBatch> SealAsync(
        AuditSeal seal, Dictionary<string, AuditHead> heads, Dictionary<string, string> faults, IEnumerable<IGrouping<string, AuditEntry>> chains, CancellationToken ct)
    {
        var (count, skipped, broken) = (0, new List<string>(), new List<(string Chain, string Fault)>());
        foreach (var chain in chains)
        {
            var head = heads.GetValueOrDefault(chain.Key);
            if (faults.TryGetValue(chain.Key, out var fault))
            {
                broken.Add((chain.Key, fault));
            }
            else if (await TrySealAsync(seal, chain.Key, head, [.. chain], ct))
            {
                count += chain.Count();
            }
            else
            {
                // What is tracked is no longer what the database has; the next batch reads the rest anew.
                skipped.Add(chain.Key);
                break;
            }
        }
        return new SealedBatch(count, skipped, broken);
    }

    // To go on from an end that was moved would bury what was done to the chain.
    private async Task<Dictionary<string, string>> FindFaultsAsync(
        AuditSeal seal, IEnumerable<string> chains, Dictionary<string, AuditHead> heads, Dictionary<string, long> seen, CancellationToken ct)
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var chain in chains)
        {
            var head = heads.GetValueOrDefault(chain);
            if (head is not null && head.Seal != seal.Of(head))
                faults[chain] = "the seal of its ends is not right";
            else if (seen[chain] > (head?.Sequence ?? 0))
                faults[chain] = "its end went back";
            else if (head is null && await db.Audit.IsOrphanedAsync(db.AuditHeads, chain, ct))
                faults[chain] = "its ends are missing";
        }
        return faults;
    }

    private async Task<bool> TrySealAsync(AuditSeal seal, string chain, AuditHead? head, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            // The head before the entries, also of a new chain: of two sealers one waits at the head, and neither has touched an entry that the other wants.
            head ??= await BeginChainAsync(chain, ct);
            var next = Continue(seal, head, entries);
            if (!await db.AuditHeads.TryMoveAsync(head, next, ct))
                return false;
            await appendOnly.SaveSealedAsync(db, ct);
            await transaction.CommitAsync(ct);
            ends.Note(chain, next.Sequence);
            return true;
        }
        catch (DbUpdateException failure)
        {
            // Another node made the head of a new chain first; or a number is taken that nobody but a sealer may give.
            LogNotSaved(chain, failure);
            return false;
        }
        finally
        {
            Forget(entries);
        }
    }

    // Saved apart from the entries: what is tracked of those has not changed yet. Another node's head of the same chain makes it fail.
    private async Task<AuditHead> BeginChainAsync(string chain, CancellationToken ct)
    {
        var head = new AuditHead { Chain = chain };
        db.AuditHeads.Add(head);
        await db.SaveChangesAsync(ct);
        return head;
    }

    private static AuditHead Continue(AuditSeal seal, AuditHead head, IReadOnlyList<AuditEntry> entries)
    {
        var next = new AuditHead
        {
            Chain = head.Chain,
            Sequence = head.Sequence,
            Hash = head.Hash,
            RemovedSequence = head.RemovedSequence,
            RemovedHash = head.RemovedHash,
        };
        foreach (var entry in entries)
        {
            next.Sequence++;
            next.Hash = seal.Of(entry, next.Sequence, next.Hash);
            (entry.Sequence, entry.Hash) = (next.Sequence, next.Hash);
        }
        next.Seal = seal.Of(next);
        return next;
    }

    private void Forget(IEnumerable<AuditEntry> entries)
    {
        foreach (var entry in entries)
            db.Entry(entry).State = EntityState.Detached;
        foreach (var head in db.ChangeTracker.Entries<AuditHead>().ToList())
            head.State = EntityState.Detached;
    }

    private IQueryable<AuditEntry> Waiting(IEnumerable<string> except)
    {
        var waiting = db.Audit.Where(entry => entry.Sequence == null);
        foreach (var pool in except.Select(AuditChain.PoolOf))
            waiting = waiting.Where(entry => entry.Pool != pool);
        return waiting.OrderBy(entry => entry.Id);
    }

    [LoggerMessage(1932, LogLevel.Debug, "A batch of the audit chain {Chain} was not sealed; it is tried again")]
    private partial void LogNotSaved(string chain, Exception failure);
}
