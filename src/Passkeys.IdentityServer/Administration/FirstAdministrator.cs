using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administration.People;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration;

/// <summary>Sees to it that a new host can be administered by someone.</summary>
public interface IFirstAdministrator
{
    /// <summary>
    /// The path, with a single-use code in its fragment, by which the first administrator of this pool enrols a passkey; good for 24 hours.
    /// Null when an administrator with a passkey exists, or there is no such pool, or the person is suspended. It is a secret: show it to the operator, never log it.
    /// </summary>
    Task<string?> CreateEnrolmentLinkAsync(PoolId pool, string identifier, CancellationToken ct);

    /// <summary>
    /// The same for the operator of the host, who has the database anyway: whoever else administers, this person of this pool is a platform administrator from then
    /// on. They are made where there is none, or only somebody's unclaimed sign-up, with the identifier. Null when there is no such pool, or the person is suspended.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="identifier">What they sign in with: 1 to 256 characters.</param>
    /// <param name="actor">What the audit calls the operator.</param>
    /// <param name="ct">Cancels.</param>
    Task<string?> SeedAsync(PoolId pool, string identifier, string actor, CancellationToken ct);
}

internal sealed class FirstAdministrator(
    PasskeysDbContext db, PoolUsers users, UnclaimedNames names, OtherWaysIn others, OneTimeCodes codes, AuditTrail audit, Post post, ILookupNormalizer normalizer, TimeProvider time) : IFirstAdministrator
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public async Task<string?> CreateEnrolmentLinkAsync(PoolId pool, string identifier, CancellationToken ct) =>
        await HasAdministratorAsync(ct) ? null : await SeedAsync(pool, identifier, Administrator.Operator.Actor, ct);

    public async Task<string?> SeedAsync(PoolId pool, string identifier, string actor, CancellationToken ct)
    {
        if (await db.Pools.AsNoTracking().SingleOrDefaultAsync(each => each.Id == pool, ct) is not { } home)
            return null;
        var holder = await users.FindByIdentifierAsync(pool, identifier, ct);
        if (holder is { Status: UserStatus.Suspended })
            return null;
        // Outside the transaction: the first code makes the key of the hash.
        var made = NewPoolUser.CreateId(time);
        var (ofHolder, ofMade) = (
            await codes.CreateForLinkAsync(pool, MailKind.Invitation, holder?.Id ?? made, Lifetime, ct), await codes.CreateForLinkAsync(pool, MailKind.Invitation, made, Lifetime, ct));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var isNew = holder is null || await names.TryFreeAsync(holder, ct);
        var code = isNew ? ofMade : ofHolder;
        var given = true;
        if (isNew)
            Invite(pool, identifier, made);
        else
            given = await PromoteAsync(holder!, actor, ct);
        if (given)
            audit.Add(pool, AuditEvent.RoleGiven, new AuditFacts { UserId = code.Row.UserId, Reason = AdministratorRole.Platform, Actor = actor });
        audit.Add(pool, AuditEvent.EnrolmentLink, new AuditFacts { UserId = code.Row.UserId, Actor = actor });
        await codes.AddAsync(code, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (!isNew)
            await post.SendAsync(home, holder!, given ? Letter.RolesChanged : Letter.EnrolmentLinkMade, languages: [], ct);
        return PathOf(pool, code);
    }

    private static string PathOf(PoolId pool, NewCode code) => $"/account/{pool}/enrol#code={code.Text}";

    private Task<bool> HasAdministratorAsync(CancellationToken ct) =>
        Administrators.AnyAsync(claim => db.Passkeys.Any(p => p.UserId == claim.UserId), ct);

    private void Invite(PoolId pool, string identifier, string id)
    {
        var user = NewPoolUser.Create(pool, id, NewPoolUser.CreateUserHandle(), identifier, "Administrator", normalizer, time);
        user.Status = UserStatus.Pending;
        db.Users.Add(user);
        AddRole(user.Id);
    }

    // False when they are one already.
    private async Task<bool> PromoteAsync(PoolUser holder, string actor, CancellationToken ct)
    {
        await users.HoldAsync(holder.Pool, holder.Id, ct);
        if (await Administrators.AnyAsync(claim => claim.UserId == holder.Id, ct))
            return false;
        await others.PrepareAsync(await db.Users.SingleAsync(user => user.Pool == holder.Pool && user.Id == holder.Id, ct), new AuditFacts { Actor = actor }, endSessions: true, ct);
        AddRole(holder.Id);
        return true;
    }

    private void AddRole(string userId) =>
        db.UserClaims.Add(new IdentityUserClaim<string> { UserId = userId, ClaimType = AdministratorRole.ClaimType, ClaimValue = AdministratorRole.Platform });

    private IQueryable<IdentityUserClaim<string>> Administrators =>
        db.UserClaims.Where(claim => claim.ClaimType == AdministratorRole.ClaimType && claim.ClaimValue == AdministratorRole.Platform);
}
