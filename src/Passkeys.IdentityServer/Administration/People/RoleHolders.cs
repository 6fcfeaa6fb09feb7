using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>Those who hold a role. They are few, and may be of any pool.</summary>
internal sealed class RoleHolders(PasskeysDbContext db)
{
    /// <summary>The roles of a person of the pool.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(PoolId pool, string userId, CancellationToken ct)
    {
        var roles = await db.UserClaims
            .Where(claim => claim.UserId == userId && claim.ClaimType == AdministratorRole.ClaimType && db.Users.Any(user => user.Id == userId && user.Pool == pool))
            .Select(claim => claim.ClaimValue!).ToListAsync(ct);
        return [.. roles.Order(StringComparer.Ordinal)];
    }

    /// <summary>A part of all of them, in the order of their ids.</summary>
    internal async Task<Listed<RoleHolder>> ListAsync(ListQuery query, CancellationToken ct)
    {
        var holders = db.UserClaims.Where(claim => claim.ClaimType == AdministratorRole.ClaimType).Select(claim => claim.UserId).Distinct();
#pragma warning disable CA1309, CA1310, MA0001, MA0074 // The database compares.
        if (query.Cursor is { } after)
            holders = holders.Where(id => string.Compare(id, after) > 0);
#pragma warning restore CA1309, CA1310, MA0001, MA0074
        var part = Listed.Of(await holders.OrderBy(id => id).Take(query.Limit + 1).ToListAsync(ct), query.Limit, id => id);
        var users = await db.Users.AsNoTracking().Where(user => part.Items.Contains(user.Id)).ToDictionaryAsync(user => user.Id, StringComparer.Ordinal, ct);
        var roles = await db.UserClaims.AsNoTracking().Where(claim => claim.ClaimType == AdministratorRole.ClaimType && part.Items.Contains(claim.UserId)).ToListAsync(ct);
        var held = roles.ToLookup(claim => claim.UserId, claim => claim.ClaimValue!, StringComparer.Ordinal);
        // Somebody may have gone since.
        var there = part with { Items = [.. part.Items.Where(users.ContainsKey)] };
        return there.Select(id => users[id]).Select(user => new RoleHolder(
            user.Id, user.Pool, user.UserName!, user.DisplayName, user.Status, [.. held[user.Id].Order(StringComparer.Ordinal)]));
    }
}
