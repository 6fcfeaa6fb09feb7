using System.Buffers.Text;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>The passkeys of a pool. Every query names its pool first.</summary>
internal sealed class StoredPasskeys(PasskeysDbContext db)
{
    public Task<Passkey?> FindAsync(PoolId pool, string userId, string passkeyId, CancellationToken ct) =>
        db.Passkeys.SingleOrDefaultAsync(p => p.Pool == pool && p.UserId == userId && p.Id == passkeyId, ct);

    /// <summary>A passkey by its id in the API or by its credential id, whosever it is.</summary>
    public Task<Passkey?> FindByReferenceAsync(PoolId pool, string reference, CancellationToken ct)
    {
        var hash = new CredentialId(Base64Url.IsValid(reference) ? Base64Url.DecodeFromChars(reference) : []).Hash();
        return db.Passkeys.AsNoTracking().FirstOrDefaultAsync(p => p.Pool == pool && (p.Id == reference || p.CredentialHash == hash), ct);
    }

    public Task<bool> ExistsAsync(PoolId pool, CredentialId credential, CancellationToken ct)
    {
        var hash = credential.Hash();
        return db.Passkeys.AnyAsync(p => p.Pool == pool && p.CredentialHash == hash, ct);
    }

    public async Task<IReadOnlyList<Passkey>> ListAsync(PoolId pool, string userId, CancellationToken ct)
    {
        var passkeys = await db.Passkeys.AsNoTracking().Where(p => p.Pool == pool && p.UserId == userId).ToListAsync(ct);
        return [.. passkeys.OrderBy(p => p.Data.CreatedAt).ThenBy(p => p.Id, StringComparer.Ordinal)];
    }

    /// <summary>What a begin may show of a person's passkeys under one RP ID.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="userId">The person.</param>
    /// <param name="rpId">The RP ID.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="only">The only ones that may be shown; null: all.</param>
    public async Task<IReadOnlyList<CredentialDescriptor>> DescribeAsync(PoolId pool, string userId, string rpId, CancellationToken ct, IReadOnlyList<string>? only = null) =>
        await db.Passkeys
            .Where(p => p.Pool == pool && p.UserId == userId && p.RpId == rpId && (only == null || only.Contains(p.Id)))
            .OrderBy(p => p.Id)
            .Select(p => new CredentialDescriptor(p.CredentialId, p.Data.Transports))
            .ToListAsync(ct);

    /// <summary>
    /// Whether a pool other than this one that shares the RP ID knows the credential. The only question asked across pools: a page must not
    /// signal away a passkey that is good next door (docs/adr/0003). Its answer is one bit, and the same for a decoy of that pool.
    /// </summary>
    public Task<bool> IsKnownNextDoorAsync(PoolId pool, string rpId, CredentialId credential, CancellationToken ct)
    {
        var hash = credential.Hash();
        return db.Passkeys.AnyAsync(p => p.Pool != pool && p.RpId == rpId && p.CredentialHash == hash, ct);
    }

    /// <summary>
    /// Writes what an assertion changed, in one statement that leaves the user's row alone. With <paramref name="counterMustGrow"/> it
    /// writes nothing when the counter does not (WebAuthn L3 §7.2 step 22): of two parallel assertions with one counter, one wins.
    /// </summary>
    public async Task<bool> RecordUseAsync(PoolId pool, string passkeyId, PasskeyUse use, bool counterMustGrow, CancellationToken ct)
    {
        long count = use.SignCount;
        var written = await db.Passkeys
            .Where(p => p.Pool == pool && p.Id == passkeyId && (!counterMustGrow || p.SignCount < count || (p.SignCount == 0 && count == 0)))
            .ExecuteUpdateAsync(set => set
                .SetProperty(p => p.SignCount, count)
                .SetProperty(p => p.BackedUp, use.BackedUp)
                .SetProperty(p => p.LastUsedAt, use.At), ct);
        return written == 1;
    }

    /// <summary>Notes whether a passkey is backup eligible, where that was not known; the caller saves.</summary>
    public async Task TellBackupEligibilityAsync(PoolId pool, string passkeyId, bool eligible, CancellationToken ct)
    {
        if (await db.Passkeys.SingleOrDefaultAsync(p => p.Pool == pool && p.Id == passkeyId, ct) is { } passkey && BackupEligibility.IsUntold(passkey))
            BackupEligibility.Tell(passkey, eligible);
    }
}

/// <summary>A credential as a begin shows it (WebAuthn L3 §5.8.3).</summary>
internal sealed record CredentialDescriptor(byte[] Id, IReadOnlyList<string>? Transports);

/// <summary>What an assertion said of its authenticator.</summary>
internal sealed record PasskeyUse(uint SignCount, bool BackedUp, DateTimeOffset At);
