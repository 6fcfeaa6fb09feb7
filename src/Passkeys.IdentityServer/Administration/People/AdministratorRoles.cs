using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>Gives and withdraws roles.</summary>
internal sealed class AdministratorRoles(PasskeysDbContext db, RoleHolders holders, ActsOnPeople acts, UnclaimedNames names, AuditTrail audit) : IAdministratorRoles
{
    Task<Listed<RoleHolder>> IAdministratorRoles.ListAsync(ListQuery query, CancellationToken ct) => holders.ListAsync(query, ct);

    Task<IReadOnlyList<string>> IAdministratorRoles.OfAsync(PoolId pool, string userId, CancellationToken ct) => holders.OfAsync(pool, userId, ct);

    public async Task<ActOutcome<IReadOnlyList<string>>> SetAsync(Pool pool, string userId, IReadOnlyCollection<string> roles, Administrator who, CancellationToken ct)
    {
        if (!roles.All(AdministratorRole.IsOne))
            return ActOutcome.Refused<IReadOnlyList<string>>(ActRefusal.InvalidRole);
        return await acts.RunAsync(pool, userId, who, async user =>
        {
            var held = await Of(user).ToListAsync(ct);
            var (given, withdrawn) = (roles.Except(held.Select(claim => claim.ClaimValue!)).ToList(), held.Where(claim => !roles.Contains(claim.ClaimValue!)).ToList());
            if (await RefuseAsync(user, given, [.. withdrawn.Select(claim => claim.ClaimValue!)], who, ct) is { } refusal)
                return ActOutcome.Refused<IReadOnlyList<string>>(refusal);
            if (given.Any(role => AdministratorRole.PoolOf(role) != pool.Id))
                await ForgetLinksAsync(user, ct);
            db.UserClaims.RemoveRange(withdrawn);
            db.UserClaims.AddRange(given.Select(role => new IdentityUserClaim<string> { UserId = user.Id, ClaimType = AdministratorRole.ClaimType, ClaimValue = role }));
            foreach (var role in given)
                audit.Add(pool.Id, AuditEvent.RoleGiven, who.Facts with { UserId = user.Id, Reason = role });
            foreach (var claim in withdrawn)
                audit.Add(pool.Id, AuditEvent.RoleWithdrawn, who.Facts with { UserId = user.Id, Reason = claim.ClaimValue });
            return ActOutcome.Done<IReadOnlyList<string>>([.. roles.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        }, ct);
    }

    // Whoever administers the person's own pool may hold a link to their account, from before it was out of reach.
    private async Task ForgetLinksAsync(PoolUser user, CancellationToken ct)
    {
        await db.OneTimeCodes.Where(code => code.Pool == user.Pool && code.UserId == user.Id).ExecuteDeleteAsync(ct);
        user.SecurityStamp = NewPoolUser.CreateStamp();
    }

    private IQueryable<IdentityUserClaim<string>> Of(PoolUser user) =>
        db.UserClaims.Where(claim => claim.UserId == user.Id && claim.ClaimType == AdministratorRole.ClaimType);

    private async Task<ActRefusal?> RefuseAsync(PoolUser user, List<string> given, List<string> withdrawn, Administrator who, CancellationToken ct)
    {
        // What is beyond reach is not looked for: nobody learns which pools there are.
        if (given.Concat(withdrawn).Any(role => !MayGive(who, role)))
            return ActRefusal.OutOfReach;
        if (await NamesUnknownPoolAsync(given, ct))
            return ActRefusal.InvalidRole;
        // Whoever signs up with an administrator's address would wait for the role.
        if (given.Count > 0 && await names.IsOneAsync(user, ct))
            return ActRefusal.UnclaimedAccount;
        return withdrawn.Contains(AdministratorRole.Platform) && await acts.IsLastAdministratorAsync(user, ct) ? ActRefusal.LastAdministrator : null;
    }

    private static bool MayGive(Administrator who, string role) =>
        who.Reach.IsPlatform || (AdministratorRole.PoolOf(role) is { } pool && who.Reach.MayChange(pool));

    private async Task<bool> NamesUnknownPoolAsync(List<string> roles, CancellationToken ct)
    {
        var named = roles.Select(AdministratorRole.PoolOf).OfType<PoolId>().Distinct().ToList();
        return named.Count > 0 && await db.Pools.CountAsync(pool => named.Contains(pool.Id), ct) < named.Count;
    }
}
