using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administrators;

/// <summary>Sees to it that somebody stays who administers everything: one who may sign in, and has a passkey to do it with.</summary>
internal sealed class PlatformAdministrators(PasskeysDbContext db)
{
    private IQueryable<IdentityUserClaim<string>> Roles =>
        db.UserClaims.Where(claim => claim.ClaimType == AdministratorRole.ClaimType && claim.ClaimValue == AdministratorRole.Platform);

    /// <summary>Whether a person is one.</summary>
    public Task<bool> IsOneAsync(string userId, CancellationToken ct) => Roles.AnyAsync(claim => claim.UserId == userId, ct);

    /// <summary>
    /// Lets one decision at a time be made about them, until the caller's transaction ends: two that each leave the other must not both be done. Before any
    /// person's row is held, so that nobody waits in a circle.
    /// </summary>
    public async Task HoldAsync(CancellationToken ct)
    {
        // The first of the roles is what all wait for. Whoever waited for one that is gone now, looks again.
        while (await Roles.OrderBy(claim => claim.Id).Select(claim => (int?)claim.Id).FirstOrDefaultAsync(ct) is { } first
            && await db.UserClaims.Where(claim => claim.Id == first).ExecuteUpdateAsync(set => set.SetProperty(claim => claim.ClaimType, claim => claim.ClaimType), ct) == 0)
        {
        }
    }

    /// <summary>Whether nobody would be left without this one.</summary>
    public async Task<bool> IsLastAsync(string userId, CancellationToken ct) =>
        await IsOneAsync(userId, ct) && !await Roles.AnyAsync(
            claim => claim.UserId != userId
                && db.Users.Any(user => user.Id == claim.UserId && user.Status == UserStatus.Active && db.Pools.Any(pool => pool.Id == user.Pool && pool.Enabled))
                && db.Passkeys.Any(passkey => passkey.UserId == claim.UserId),
            ct);
}
