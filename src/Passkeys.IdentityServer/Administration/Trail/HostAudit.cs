using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administration.Trail;

/// <summary>The audit of everything, for those who may read everything.</summary>
internal sealed class HostAudit(PasskeysDbContext db)
{
    /// <summary>The newest entries of what belongs to no pool.</summary>
    public Task<List<AuditEntry>> ListWithoutPoolAsync(AuditFilter filter, string? word, AuditCursor? after, int take, CancellationToken ct) =>
        db.Audit.Where(entry => entry.Pool == null).Matching(filter).Naming(word).NewestAsync(after, take, ct);

    /// <summary>The newest entries of all pools, and of none. Ids sort by time where the database compares their bytes, so that their index serves.</summary>
    public Task<List<AuditEntry>> ListAllAsync(AuditFilter filter, string? word, AuditCursor? after, int take, CancellationToken ct)
    {
        var entries = db.Audit.Matching(filter).Naming(word);
        // SQL Server sorts a uniqueidentifier by its last bytes first.
        if (db.Database.ProviderName is "Microsoft.EntityFrameworkCore.SqlServer")
            return entries.NewestAsync(after, take, ct);
        if (after is { Id: var last })
            entries = entries.Where(entry => entry.Id.CompareTo(last) < 0);
        if (filter.From is { } from)
        {
            var first = FirstIdOf(from);
            entries = entries.Where(entry => entry.Id.CompareTo(first) >= 0);
        }
        if (filter.To is { } to)
        {
            var end = FirstIdOf(to, later: 1);
            entries = entries.Where(entry => entry.Id.CompareTo(end) < 0);
        }
        return entries.AsNoTracking().OrderByDescending(entry => entry.Id).Take(take).ToListAsync(ct);
    }

    // RFC 9562 §5.7: a version 7 UUID begins with the milliseconds since 1970, in 48 bits.
    private static Guid FirstIdOf(DateTimeOffset at, int later = 0)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (Math.Max(0, at.ToUnixTimeMilliseconds()) + later) << 16);
        return new Guid(bytes, bigEndian: true);
    }
}
