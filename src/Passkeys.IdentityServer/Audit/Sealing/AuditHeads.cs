using Microsoft.EntityFrameworkCore;

namespace Passkeys.IdentityServer.Audit.Sealing;

/// <summary>The ends of chains.</summary>
internal static class AuditHeads
{
    /// <summary>Whether a chain has sealed entries and no head. In one statement: another node may seal the first batch of a chain at this moment.</summary>
    public static Task<bool> IsOrphanedAsync(this DbSet<AuditEntry> audit, DbSet<AuditHead> heads, string chain, CancellationToken ct)
    {
        var pool = AuditChain.PoolOf(chain);
        return audit.AnyAsync(entry => entry.Pool == pool && entry.Sequence != null && !heads.Any(head => head.Chain == chain), ct);
    }

    /// <summary>Moves the ends of a chain, unless somebody has moved them since they were read.</summary>
    public static async Task<bool> TryMoveAsync(this DbSet<AuditHead> heads, AuditHead from, AuditHead to, CancellationToken ct)
    {
        var (chain, sequence, seal) = (from.Chain, from.Sequence, from.Seal);
        var moved = await heads.Where(head => head.Chain == chain && head.Sequence == sequence && head.Seal == seal).ExecuteUpdateAsync(
            set => set
                .SetProperty(head => head.Sequence, to.Sequence)
                .SetProperty(head => head.Hash, to.Hash)
                .SetProperty(head => head.RemovedSequence, to.RemovedSequence)
                .SetProperty(head => head.RemovedHash, to.RemovedHash)
                .SetProperty(head => head.Seal, to.Seal),
            ct);
        return moved == 1;
    }
}
