using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Transfer.Exports;

/// <summary>The people of a pool with their passkeys, part by part in the order of their names.</summary>
internal sealed class ExportedPeople(PasskeysDbContext db)
{
    /// <summary>How many people a part has: the memory that an export takes, whatever the pool.</summary>
    public const int PartSize = 500;

    public Task<int> CountAsync(PoolId pool, CancellationToken ct) => db.Users.CountAsync(user => user.Pool == pool, ct);

    public Task<int> CountPasskeysAsync(PoolId pool, CancellationToken ct) => db.Passkeys.CountAsync(passkey => passkey.Pool == pool, ct);

    /// <summary>The part after a name, normalised; null: the first.</summary>
    public async Task<IReadOnlyList<PersonWithPasskeys>> ReadAsync(PoolId pool, string? afterName, CancellationToken ct)
    {
        var users = db.Users.AsNoTracking().Where(user => user.Pool == pool);
        if (afterName is not null)
#pragma warning disable CA1309 // The database compares: by code points, as the column is sorted.
            users = users.Where(user => string.Compare(user.NormalizedUserName, afterName) > 0);
#pragma warning restore CA1309
        var part = await users.OrderBy(user => user.NormalizedUserName).Take(PartSize).ToListAsync(ct);
        var ids = part.ConvertAll(user => user.Id);
        var passkeys = await db.Passkeys.AsNoTracking().Where(passkey => passkey.Pool == pool && ids.Contains(passkey.UserId)).ToListAsync(ct);
        var owned = passkeys.ToLookup(passkey => passkey.UserId, StringComparer.Ordinal);
        return part.ConvertAll(user => new PersonWithPasskeys(user, [.. owned[user.Id].OrderBy(passkey => passkey.Id, StringComparer.Ordinal)]));
    }
}

/// <summary>A person and their passkeys.</summary>
internal sealed record PersonWithPasskeys(PoolUser User, IReadOnlyList<Passkey> Passkeys);
