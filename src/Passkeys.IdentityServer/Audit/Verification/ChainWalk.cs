using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit.Sealing;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Audit.Verification;

/// <summary>
/// Goes along one chain, batch by batch, and stops at the first entry that does not follow on the one before. Meanwhile entries are sealed and removed:
/// it goes as far as the end that it began with, and looks again at the beginning where that is gone.
/// </summary>
internal sealed class ChainWalk(PasskeysDbContext db, AuditSeal seal, PoolId? pool, AuditHead head)
{
    private const int BatchSize = 1000;

    private readonly string _chain = AuditChain.Of(pool);
    private (long Sequence, string Hash, Guid? Id) _last = (head.RemovedSequence, head.RemovedHash, null);

    /// <summary>How many entries hang together.</summary>
    public long Checked { get; private set; }

    /// <summary>The first problem, or null.</summary>
    /// <param name="batchDone">Is told how many entries were checked.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<AuditProblem?> FindProblemAsync(Action<long>? batchDone, CancellationToken ct)
    {
        while (_last.Sequence < head.Sequence)
        {
            var before = Checked;
            if (await FindProblemAsync(await NextAsync(ct), ct) is { } problem)
                return problem;
            batchDone?.Invoke(Checked - before);
        }
        return await FindStrangerAsync(ct);
    }

    // From the last one on, that one included: another of its number must not slip between two batches.
    private Task<List<AuditEntry>> NextAsync(CancellationToken ct) => db.Audit.AsNoTracking()
        .Where(entry => entry.Pool == pool && entry.Sequence >= _last.Sequence && entry.Sequence <= head.Sequence)
        .OrderBy(entry => entry.Sequence).Take(BatchSize).ToListAsync(ct);

    private async Task<AuditProblem?> FindProblemAsync(List<AuditEntry> batch, CancellationToken ct)
    {
        var begun = _last.Sequence;
        foreach (var entry in batch.Where(entry => entry.Id != _last.Id || entry.Sequence != _last.Sequence))
        {
            if (Follow(entry) is { } problem)
                return problem.Kind is AuditProblemKind.MissingEntry && await SkipRemovedAsync(ct) ? null : problem;
        }
        // Nothing followed, and the end is not reached.
        return _last.Sequence > begun || await SkipRemovedAsync(ct) ? null : new AuditProblem(AuditProblemKind.MovedEnd, _last.Sequence + 1);
    }

    private AuditProblem? Follow(AuditEntry entry)
    {
        var expected = _last.Sequence + 1;
        if (entry.Sequence < expected)
            return new AuditProblem(entry.Sequence == head.RemovedSequence ? AuditProblemKind.UnknownEntry : AuditProblemKind.DuplicateEntry, entry.Sequence, entry.Id, entry.At);
        if (entry.Sequence > expected)
            return new AuditProblem(AuditProblemKind.MissingEntry, expected);
        if (entry.Hash != seal.Of(entry, expected, _last.Hash))
            return new AuditProblem(AuditProblemKind.ChangedEntry, expected, entry.Id, entry.At);
        _last = (expected, entry.Hash, entry.Id);
        Checked++;
        return expected == head.Sequence && entry.Hash != head.Hash ? new AuditProblem(AuditProblemKind.ChangedEntry, expected, entry.Id, entry.At) : null;
    }

    // What is missing may have been removed in time since the walk began: then the beginning has moved past it.
    private async Task<bool> SkipRemovedAsync(CancellationToken ct)
    {
        var now = await db.AuditHeads.AsNoTracking().SingleOrDefaultAsync(each => each.Chain == _chain, ct);
        if (now is null || now.Seal != seal.Of(now) || now.RemovedSequence <= _last.Sequence)
            return false;
        _last = (now.RemovedSequence, now.RemovedHash, null);
        return true;
    }

    // Each in one statement, since ends move together with what they are the ends of.
    private async Task<AuditProblem?> FindStrangerAsync(CancellationToken ct)
    {
        var heads = db.AuditHeads.Where(each => each.Chain == _chain);
        var entries = db.Audit.AsNoTracking().Where(entry => entry.Pool == pool);
        var stranger = await entries.Where(entry => entry.Sequence <= heads.Max(each => (long?)each.RemovedSequence)).OrderBy(entry => entry.Sequence).FirstOrDefaultAsync(ct)
            ?? await entries.Where(entry => entry.Sequence > heads.Max(each => (long?)each.Sequence)).OrderBy(entry => entry.Sequence).FirstOrDefaultAsync(ct);
        return stranger is null ? null : new AuditProblem(AuditProblemKind.UnknownEntry, stranger.Sequence, stranger.Id, stranger.At);
    }
}
