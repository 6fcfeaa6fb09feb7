using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administration.Trail;

/// <summary>The audit of a pool. Every query names its pool first.</summary>
internal sealed class PoolAudit(PasskeysDbContext db)
{
    /// <summary>The newest entries.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="since">When the pool came to be: what is older is of one that had the id before.</param>
    /// <param name="filter">Which.</param>
    /// <param name="word">What has to stand in one of the members, or null.</param>
    /// <param name="after">Where the part before ended, or null.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="ct">Cancels.</param>
    public Task<List<AuditEntry>> ListAsync(PoolId pool, DateTimeOffset since, AuditFilter filter, string? word, AuditCursor? after, int take, CancellationToken ct) =>
        db.Audit.Where(entry => entry.Pool == pool && entry.At >= since).Matching(filter).Naming(word).NewestAsync(after, take, ct);

    /// <summary>What people are called, by their ids; who is gone is not among them.</summary>
    public async Task<Dictionary<string, string>> NamesAsync(PoolId pool, IReadOnlyCollection<string> people, CancellationToken ct)
    {
        var found = await db.Users.AsNoTracking().Where(user => user.Pool == pool && people.Contains(user.Id)).Select(user => new { user.Id, user.DisplayName, user.UserName }).ToListAsync(ct);
        return found.ToDictionary(user => user.Id, user => user.DisplayName ?? user.UserName!, StringComparer.Ordinal);
    }
}
