using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>The passkeys of a pool. Every query names its pool first.</summary>
internal sealed class StoredPasskeys(PasskeysDbContext db)
{
    public Task<Passkey?> FindAsync(PoolId pool, string userId, string passkeyId, CancellationToken ct) =>
        db.Passkeys.SingleOrDefaultAsync(p => p.Pool == pool && p.UserId == userId && p.Id == passkeyId, ct);

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
    public async Task<IReadOnlyList<CredentialDescriptor>> DescribeAsync(PoolId pool, string userId, string rpId, CancellationToken ct) =>
        await db.Passkeys
            .Where(p => p.Pool == pool && p.UserId == userId && p.RpId == rpId)
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
}

/// <summary>A credential as a begin shows it (WebAuthn L3 §5.8.3).</summary>
internal sealed record CredentialDescriptor(byte[] Id, IReadOnlyList<string>? Transports);

/// <summary>What an assertion said of its authenticator.</summary>
internal sealed record PasskeyUse(uint SignCount, bool BackedUp, DateTimeOffset At);
