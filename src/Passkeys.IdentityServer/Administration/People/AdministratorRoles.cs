using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>Gives and withdraws roles.</summary>
internal sealed class AdministratorRoles(PasskeysDbContext db, RoleHolders holders, ActsOnPeople acts, UnclaimedNames names, OtherWaysIn others, AuditTrail audit, Post post) : IAdministratorRoles
{
    Task<Listed<RoleHolder>> IAdministratorRoles.ListAsync(ListQuery query, CancellationToken ct) => holders.ListAsync(query, ct);

    Task<IReadOnlyList<string>> IAdministratorRoles.OfAsync(PoolId pool, string userId, CancellationToken ct) => holders.OfAsync(pool, userId, ct);

    public async Task<ActOutcome<IReadOnlyList<string>>> SetAsync(Pool pool, string userId, IReadOnlyCollection<string> roles, Administrator who, CancellationToken ct) =>
        roles.All(AdministratorRole.IsOne) ? await ChangeAsync(pool, userId, _ => roles, who, ct) : ActOutcome.Refused<IReadOnlyList<string>>(ActRefusal.InvalidRole);

    public async Task<ActOutcome<IReadOnlyList<string>>> GiveAsync(Pool pool, string userId, string role, Administrator who, CancellationToken ct) =>
        AdministratorRole.IsOne(role) ? await ChangeAsync(pool, userId, held => [.. held, role], who, ct) : ActOutcome.Refused<IReadOnlyList<string>>(ActRefusal.InvalidRole);

    public Task<ActOutcome<IReadOnlyList<string>>> WithdrawAsync(Pool pool, string userId, string role, Administrator who, CancellationToken ct) =>
        ChangeAsync(pool, userId, held => [.. held.Where(each => each != role)], who, ct);

    private async Task<ActOutcome<IReadOnlyList<string>>> ChangeAsync(
        Pool pool, string userId, Func<IReadOnlyCollection<string>, IReadOnlyCollection<string>> wanted, Administrator who, CancellationToken ct)
    {
        PoolUser? changed = null;
        var outcome = await acts.RunAsync(pool, userId, who, async user =>
        {
            var held = await Of(user).ToListAsync(ct);
            var roles = wanted([.. held.Select(claim => claim.ClaimValue!)]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            var (given, withdrawn) = (roles.Except(held.Select(claim => claim.ClaimValue!)).ToList(), held.Where(claim => !roles.Contains(claim.ClaimValue!)).ToList());
            if (await RefuseAsync(user, given, [.. withdrawn.Select(claim => claim.ClaimValue!)], who, ct) is { } refusal)
                return ActOutcome.Refused<IReadOnlyList<string>>(refusal);
            if (given.Any(role => AdministratorRole.PoolOf(role) != pool.Id))
                await others.PrepareAsync(user, who.Facts, endSessions: who.UserId != user.Id, ct);
            Store(user, given, withdrawn, who);
            changed = given.Count + withdrawn.Count > 0 ? user : null;
            return ActOutcome.Done<IReadOnlyList<string>>(roles);
        }, ct);
        if (outcome.Refusal is null && changed is not null)
            await post.SendAsync(pool, changed, Letter.RolesChanged, languages: [], ct);
        return outcome;
    }

    private void Store(PoolUser user, List<string> given, List<IdentityUserClaim<string>> withdrawn, Administrator who)
    {
        db.UserClaims.RemoveRange(withdrawn);
        db.UserClaims.AddRange(given.Select(role => new IdentityUserClaim<string> { UserId = user.Id, ClaimType = AdministratorRole.ClaimType, ClaimValue = role }));
        foreach (var role in given)
            audit.Add(user.Pool, AuditEvent.RoleGiven, who.Facts with { UserId = user.Id, Reason = role });
        foreach (var claim in withdrawn)
            audit.Add(user.Pool, AuditEvent.RoleWithdrawn, who.Facts with { UserId = user.Id, Reason = claim.ClaimValue });
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
