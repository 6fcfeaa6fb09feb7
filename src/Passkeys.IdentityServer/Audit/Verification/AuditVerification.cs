using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Audit.Sealing;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Audit.Verification;

internal sealed class AuditVerification(PasskeysDbContext db, IHostSecrets secrets, AuditEnds ends, IOptions<AuditOptions> options, TimeProvider time) : IAuditVerification
{
    public async Task<AuditReport> VerifyAsync(PoolId? pool, IProgress<AuditProgress>? progress, CancellationToken ct)
    {
        var chains = pool is null ? await FindChainsAsync(ct) : [pool];
        var total = progress is null ? 0 : await CountAsync(pool, ct);
        var reports = new List<AuditChainReport>(chains.Count);
        var done = 0L;
        foreach (var chain in chains)
        {
            reports.Add(await VerifyChainAsync(chain, Advance, ct));
            void Advance(long count) => progress?.Report(new AuditProgress(chain, done += count, total));
        }
        return new AuditReport(reports);
    }

    public Task<AuditChainReport> VerifyWithoutPoolAsync(CancellationToken ct) => VerifyChainAsync(pool: null, advance: null, ct);

    public async Task<AuditChainReport> LookAsync(PoolId? pool, CancellationToken ct)
    {
        var (head, problem) = await OpenAsync(await SealAsync(ct), pool, ct);
        return await ReportAsync(pool, head, problem, head.Sequence - head.RemovedSequence, ct);
    }

    private async Task<AuditChainReport> VerifyChainAsync(PoolId? pool, Action<long>? advance, CancellationToken ct)
    {
        var seal = await SealAsync(ct);
        var (head, problem) = await OpenAsync(seal, pool, ct);
        if (problem is not null)
            return await ReportAsync(pool, head, problem, count: 0, ct);
        var walk = new ChainWalk(db, seal, pool, head);
        problem = await walk.FindProblemAsync(advance, ct);
        return await ReportAsync(pool, head, problem, walk.Checked, ct);
    }

    private async Task<AuditSeal> SealAsync(CancellationToken ct) => new(await secrets.GetAsync(AuditSeal.SecretName, ct));

    private async Task<(AuditHead Head, AuditProblem? Problem)> OpenAsync(AuditSeal seal, PoolId? pool, CancellationToken ct)
    {
        var chain = AuditChain.Of(pool);
        var seen = ends.Of(chain);
        var stored = await db.AuditHeads.AsNoTracking().SingleOrDefaultAsync(each => each.Chain == chain, ct);
        var head = stored ?? new AuditHead { Chain = chain };
        if (stored is not null && stored.Seal != seal.Of(stored))
            return (head, new AuditProblem(AuditProblemKind.ForgedHead));
        if (stored is null)
            return (head, seen > 0 || await db.Audit.IsOrphanedAsync(db.AuditHeads, chain, ct) ? new AuditProblem(AuditProblemKind.MissingHead) : null);
        return (head, seen > stored.Sequence ? new AuditProblem(AuditProblemKind.MovedEnd, stored.Sequence + 1) : null);
    }

    private async Task<AuditChainReport> ReportAsync(PoolId? pool, AuditHead head, AuditProblem? problem, long count, CancellationToken ct)
    {
        var waiting = db.Audit.AsNoTracking().Where(entry => entry.Pool == pool && entry.Sequence == null);
        return new AuditChainReport
        {
            Pool = pool,
            Sealed = count,
            Waiting = await waiting.LongCountAsync(ct),
            Removed = head.RemovedSequence,
            LastSequence = head.Sequence,
            LastHash = head.Hash,
            Problem = problem ?? await FindForgottenAsync(waiting, ct),
        };
    }

    private async Task<AuditProblem?> FindForgottenAsync(IQueryable<AuditEntry> waiting, CancellationToken ct)
    {
        var latest = time.GetUtcNow() - options.Value.UnsealedAfter;
        return await waiting.Where(entry => entry.At < latest).OrderBy(entry => entry.At).FirstOrDefaultAsync(ct) is { } forgotten
            ? new AuditProblem(AuditProblemKind.Unsealed, Entry: forgotten.Id, At: forgotten.At)
            : null;
    }

    // Those that have a head, those that have entries: whatever is missing of one of them shows.
    private async Task<List<PoolId?>> FindChainsAsync(CancellationToken ct)
    {
        var heads = await db.AuditHeads.Select(head => head.Chain).ToListAsync(ct);
        var pools = await db.Audit.Select(entry => entry.Pool).Distinct().ToListAsync(ct);
        return [.. heads.Concat(pools.Select(AuditChain.Of)).Append(AuditChain.WithoutPool).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(AuditChain.PoolOf)];
    }

    private Task<long> CountAsync(PoolId? pool, CancellationToken ct)
    {
        var chain = AuditChain.Of(pool);
        return db.AuditHeads.Where(head => pool == null || head.Chain == chain).SumAsync(head => head.Sequence - head.RemovedSequence, ct);
    }
}
