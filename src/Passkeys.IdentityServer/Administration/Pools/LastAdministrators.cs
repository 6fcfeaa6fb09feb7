using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>Sees to it that a platform administrator is left who can sign in: an active person of an enabled pool, with a passkey of one of its domains.</summary>
internal sealed class LastAdministrators(PasskeysDbContext db, PlatformAdministrators platform)
{
    /// <summary>Whether nobody would be left after a change of a pool; null: its deletion. Runs in the transaction of the change, which it makes wait for another of the kind.</summary>
    public async Task<bool> WouldBeGoneAsync(Pool pool, PoolDraft? after, CancellationToken ct)
    {
        if (after is { Enabled: true } && DomainsOf(pool.RpId, pool.Policy).All(DomainsOf(after.RpId, after.Policy).Contains))
            return false;
        // Before any pool's row: whoever suspends one, or takes the role away, waits for the same and sees what was done here.
        await platform.HoldAsync(ct);
        var homes = await Administrators().Select(user => user.Pool).Distinct().ToListAsync(ct);
        if (!homes.Contains(pool.Id))
            return false;
        // Of two such changes, of two pools with one administrator each, one waits here and sees what the other did.
        await db.Pools.Where(home => homes.Contains(home.Id)).ExecuteUpdateAsync(set => set.SetProperty(home => home.Name, home => home.Name), ct);
        return pool.Enabled
            && await RemainsAsync(pool.Id, DomainsOf(pool.RpId, pool.Policy), ct)
            && !(after is { Enabled: true } && await RemainsAsync(pool.Id, DomainsOf(after.RpId, after.Policy), ct))
            && !await RemainsElsewhereAsync(homes.Where(home => home != pool.Id), ct);
    }

    private async Task<bool> RemainsElsewhereAsync(IEnumerable<PoolId> homes, CancellationToken ct)
    {
        foreach (var id in homes)
        {
            var home = await db.Pools.AsNoTracking().SingleOrDefaultAsync(pool => pool.Id == id && pool.Enabled, ct);
            if (home is not null && await RemainsAsync(id, DomainsOf(home.RpId, home.Policy), ct))
                return true;
        }
        return false;
    }

    private Task<bool> RemainsAsync(PoolId pool, IReadOnlyCollection<string> domains, CancellationToken ct) => Administrators().AnyAsync(
        user => user.Pool == pool && user.Status == UserStatus.Active && db.Passkeys.Any(passkey => passkey.Pool == pool && passkey.UserId == user.Id && domains.Contains(passkey.RpId)),
        ct);

    private IQueryable<PoolUser> Administrators() =>
        from claim in db.UserClaims
        join user in db.Users on claim.UserId equals user.Id
        where claim.ClaimType == AdministratorRole.ClaimType && claim.ClaimValue == AdministratorRole.Platform
        select user;

    private static string[] DomainsOf(string rpId, PoolPolicy policy) => [rpId, .. policy.FormerRpIds];
}
