using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Transfer.Imports;

/// <summary>The people and passkeys of a pool that a part of a file could collide with.</summary>
internal sealed class KnownPeople(PasskeysDbContext db)
{
    /// <summary>Those who have one of the names, normalised, or one of the handles.</summary>
    public async Task<IReadOnlyList<KnownPerson>> FindAsync(PoolId pool, IReadOnlyList<string> names, IReadOnlyList<byte[]> handles, CancellationToken ct)
    {
        var all = db.Users.AsNoTracking().Where(user => user.Pool == pool);
        // Two queries, so that each has its index.
        var named = await Described(all.Where(user => names.Contains(user.NormalizedUserName!))).ToListAsync(ct);
        var handled = await Described(all.Where(user => handles.Contains(user.UserHandle))).ToListAsync(ct);
        var found = named.UnionBy(handled, person => person.Id).ToList();
        if (found.Count == 0)
            return [];
        var ids = found.ConvertAll(person => person.Id);
        var roles = await db.UserClaims.AsNoTracking().Where(claim => claim.ClaimType == AdministratorRole.ClaimType && ids.Contains(claim.UserId))
            .Select(claim => new { claim.UserId, claim.ClaimValue }).ToListAsync(ct);
        var held = roles.ToLookup(role => role.UserId, role => role.ClaimValue!, StringComparer.Ordinal);
        return found.ConvertAll(person => person with { Roles = [.. held[person.Id]] });
    }

    /// <summary>The passkeys with these credential ids, hashed.</summary>
    public async Task<IReadOnlyList<Passkey>> FindPasskeysAsync(PoolId pool, IReadOnlyList<byte[]> hashes, CancellationToken ct) =>
        await db.Passkeys.AsNoTracking().Where(passkey => passkey.Pool == pool && hashes.Contains(passkey.CredentialHash)).ToListAsync(ct);

    /// <summary>Holds their rows until the caller's transaction ends: nobody gets a role, is suspended or removed meanwhile.</summary>
    public Task<int> HoldAsync(PoolId pool, IReadOnlyList<string> people, CancellationToken ct) =>
        db.Users.Where(user => user.Pool == pool && people.Contains(user.Id)).ExecuteUpdateAsync(set => set.SetProperty(user => user.ConcurrencyStamp, user => user.ConcurrencyStamp), ct);

    private IQueryable<KnownPerson> Described(IQueryable<Users.PoolUser> users) =>
        users.Select(user => new KnownPerson(user.Id, user.NormalizedUserName!, user.UserHandle, user.Status, user.Email, db.Passkeys.Count(passkey => passkey.UserId == user.Id)));
}

/// <summary>A person who is there already.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The identifier, normalised.</param>
/// <param name="UserHandle">The handle.</param>
/// <param name="Status">Whether they may sign in.</param>
/// <param name="Email">Their address, or null.</param>
/// <param name="PasskeyCount">How many passkeys they have.</param>
internal sealed record KnownPerson(string Id, string Name, byte[] UserHandle, Users.UserStatus Status, string? Email, int PasskeyCount)
{
    /// <summary>What they administer.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
}
