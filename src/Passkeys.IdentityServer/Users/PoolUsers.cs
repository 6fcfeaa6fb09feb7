using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Users;

/// <summary>The people of a pool. Every query names its pool first.</summary>
internal sealed class PoolUsers(PasskeysDbContext db, ILookupNormalizer normalizer)
{
    /// <summary>The longest identifier, in characters.</summary>
    public const int MaxIdentifierLength = 256;

    public Task<PoolUser?> FindAsync(PoolId pool, string userId, CancellationToken ct) =>
        db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Pool == pool && u.Id == userId, ct);

    public Task<PoolUser?> FindByIdentifierAsync(PoolId pool, string identifier, CancellationToken ct)
    {
        var normalized = Normalize(identifier);
        return db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Pool == pool && u.NormalizedUserName == normalized, ct);
    }

    /// <summary>
    /// Holds the person's row, unchanged, until the caller's transaction ends: of two changes to their passkeys, each with a look at all of
    /// them, one waits for the other. False when the pool has no such person.
    /// </summary>
    public async Task<bool> HoldAsync(PoolId pool, string userId, CancellationToken ct) =>
        await db.Users.Where(u => u.Pool == pool && u.Id == userId)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.ConcurrencyStamp, u => u.ConcurrencyStamp), ct) == 1;

    /// <summary>Gives a person another identifier, which looks after the address too; the caller saves, and forgets the codes that went to the former one.</summary>
    public void Rename(PoolUser user, string identifier)
    {
        var name = identifier.Trim();
        user.UserName = name;
        user.NormalizedUserName = Normalize(name);
        var email = NewPoolUser.IsPlainAddress(name) ? name : null;
        var normalized = normalizer.NormalizeEmail(email);
        // An address that was proved is proved no more once it is another.
        user.EmailConfirmed &= normalized is not null && normalized == user.NormalizedEmail;
        (user.Email, user.NormalizedEmail) = (email, normalized);
    }

    /// <summary>Identifiers are case-insensitive, whether anyone has them or not.</summary>
    public string Normalize(string identifier) => normalizer.NormalizeName(identifier.Trim())!;
}
