using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Passkeys.IdentityServer.Audit.Sealing;

/// <summary>Refuses to save a change of an audit entry, whoever asks for it: entries are added, and sealed once.</summary>
internal sealed class AppendOnlyAudit : SaveChangesInterceptor
{
    private static readonly string[] Sealed = [nameof(AuditEntry.Sequence), nameof(AuditEntry.Hash)];

    private readonly ConcurrentDictionary<DbContext, bool> _sealing = [];

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    /// <summary>Saves what the sealer has sealed.</summary>
    public async Task SaveSealedAsync(DbContext db, CancellationToken ct)
    {
        _sealing[db] = true;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        finally
        {
            _sealing.TryRemove(db, out _);
        }
    }

    private void Check(DbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries<AuditEntry>())
        {
            var allowed = entry.State switch
            {
                EntityState.Added => entry.Entity is { Sequence: null, Hash: null },
                EntityState.Modified => _sealing.ContainsKey(db) && IsSealed(entry),
                EntityState.Deleted => false,
                _ => true,
            };
            if (!allowed)
                throw new InvalidOperationException("The audit is append-only: an entry cannot be changed or removed (docs/administration/audit.md).");
        }
    }

    private static bool IsSealed(EntityEntry<AuditEntry> entry) =>
        entry.OriginalValues[nameof(AuditEntry.Sequence)] is null && entry.Properties.Where(property => property.IsModified).All(property => Sealed.Contains(property.Metadata.Name));
}
