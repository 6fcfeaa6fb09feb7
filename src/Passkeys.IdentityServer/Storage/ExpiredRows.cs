using Microsoft.EntityFrameworkCore;

namespace Passkeys.IdentityServer.Storage;

/// <summary>Removes rows that have expired: each would be refused anyway, so removing it changes no answer.</summary>
internal sealed class ExpiredRows(PasskeysDbContext db)
{
    /// <summary>Removes what expired before <paramref name="now"/> and says how many rows that were.</summary>
    public async Task<int> RemoveAsync(DateTimeOffset now, int batchSize, CancellationToken ct)
    {
        // A node whose clock is behind still takes what has just expired here; what was spent stays spent for it.
        var settled = now.AddMinutes(-5);
        var removed = await RemoveInBatchesAsync(db.SpentIds.Where(s => s.ExpiresAt <= settled).OrderBy(s => s.ExpiresAt), batchSize, ct);
        removed += await RemoveInBatchesAsync(db.ResultCodes.Where(c => c.ExpiresAt <= now).OrderBy(c => c.ExpiresAt), batchSize, ct);
        removed += await RemoveInBatchesAsync(db.OneTimeCodes.Where(c => c.ExpiresAt <= now).OrderBy(c => c.ExpiresAt), batchSize, ct);
        removed += await RemoveInBatchesAsync(db.Sessions.Where(s => s.ExpiresAt <= now).OrderBy(s => s.ExpiresAt), batchSize, ct);
        removed += await RemoveInBatchesAsync(db.TokenFamilies.Where(f => f.ExpiresAt <= now).OrderBy(f => f.ExpiresAt), batchSize, ct);
        removed += await RemoveInBatchesAsync(db.StoredTokens.Where(t => t.ExpiresAt <= now).OrderBy(t => t.ExpiresAt), batchSize, ct);
        removed += await RemoveInBatchesAsync(db.WebhookDeliveries.Where(d => d.ExpiresAt <= now).OrderBy(d => d.ExpiresAt), batchSize, ct);
        // A spent code is kept a little longer than it could be used, so that a second use still ends what the first one gave.
        var noticed = now.AddHours(-1);
        removed += await RemoveInBatchesAsync(db.AuthorizationCodes.Where(c => c.ExpiresAt <= noticed).OrderBy(c => c.ExpiresAt), batchSize, ct);
        removed += await RemoveInBatchesAsync(db.PushedRequests.Where(r => r.ExpiresAt <= settled).OrderBy(r => r.ExpiresAt), batchSize, ct);
        removed += await RemoveInBatchesAsync(db.WebhookDeliveries.Where(d => d.ExpiresAt <= now).OrderBy(d => d.ExpiresAt), batchSize, ct);
        // What was asked and decided is looked back on for a while.
        var past = now.AddDays(-30);
        removed += await RemoveInBatchesAsync(db.EnrolmentRequests.Where(r => r.ExpiresAt <= past).OrderBy(r => r.ExpiresAt), batchSize, ct);
        removed += await RemoveInBatchesAsync(db.RateCounters.Where(c => c.ExpiresAt <= settled).OrderBy(c => c.ExpiresAt), batchSize, ct);
        return removed + await RemoveSigningKeysAsync(now, ct);
    }

    // The newest key stays although it expired: its successor is claimed by its id (see SigningKeyRotation).
    private Task<int> RemoveSigningKeysAsync(DateTimeOffset now, CancellationToken ct) => db.SigningKeys
        .Where(key => key.ExpiresAt <= now && db.SigningKeys.Any(newer => newer.CreatedAt > key.CreatedAt))
        .ExecuteDeleteAsync(ct);

    private static async Task<int> RemoveInBatchesAsync<TRow>(IQueryable<TRow> expired, int batchSize, CancellationToken ct)
        where TRow : class
    {
        var removed = 0;
        int batch;
        do
        {
            batch = await expired.Take(batchSize).ExecuteDeleteAsync(ct);
            removed += batch;
        }
        while (batch == batchSize);
        return removed;
    }
}
