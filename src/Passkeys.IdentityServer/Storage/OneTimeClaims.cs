using Microsoft.EntityFrameworkCore;

namespace Passkeys.IdentityServer.Storage;

/// <summary>Decides, in the database, which of any number of attempts at a one-time thing wins.</summary>
public sealed class OneTimeClaims(PasskeysDbContext db)
{
    /// <summary>Claims in a commit of its own: true for exactly one caller, on any node; a crash afterwards never gives it back.</summary>
    public async Task<bool> TryAddAsync(string purpose, string id, DateTimeOffset expiresAt, CancellationToken ct)
    {
        var claim = db.SpentIds.Add(new SpentId { Purpose = purpose, Id = id, ExpiresAt = expiresAt });
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            claim.State = EntityState.Detached;
            if (await IsSpentAsync(purpose, id, ct))
                return false;
            throw;
        }
    }

    /// <summary>Whether it was claimed before.</summary>
    public Task<bool> IsSpentAsync(string purpose, string id, CancellationToken ct) =>
        db.SpentIds.AnyAsync(s => s.Purpose == purpose && s.Id == id, ct);
}
