using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
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
    /// Null when an administrator with a passkey exists. It is a secret: show it to the operator, never log it.
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
    PasskeysDbContext db, PoolUsers users, UnclaimedNames names, OneTimeCodes codes, AuditTrail audit, ILookupNormalizer normalizer, TimeProvider time) : IFirstAdministrator
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public async Task<string?> CreateEnrolmentLinkAsync(PoolId pool, string identifier, CancellationToken ct)
    {
        if (await HasAdministratorAsync(ct))
            return null;
        var userId = await FindInvitedAsync(pool, ct) ?? Invite(pool, identifier, NewPoolUser.CreateId(time));
        var code = await codes.CreateForLinkAsync(pool, MailKind.Invitation, userId, Lifetime, ct);
        await codes.AddAsync(code, ct);
        await db.SaveChangesAsync(ct);
        return PathOf(pool, code);
    }

    async Task<string?> IFirstAdministrator.SeedAsync(PoolId pool, string identifier, string actor, CancellationToken ct)
    {
        if (!await db.Pools.AnyAsync(each => each.Id == pool, ct))
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
        if (isNew)
            Invite(pool, identifier, made);
        else if (!await Administrators.AnyAsync(claim => claim.UserId == code.Row.UserId, ct))
            AddRole(code.Row.UserId);
        audit.Add(pool, AuditEvent.RoleGiven, new AuditFacts { UserId = code.Row.UserId, Reason = AdministratorRole.Platform, Actor = actor });
        audit.Add(pool, AuditEvent.EnrolmentLink, new AuditFacts { UserId = code.Row.UserId, Actor = actor });
        await codes.AddAsync(code, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return PathOf(pool, code);
    }

    private static string PathOf(PoolId pool, NewCode code) => $"/account/{pool}/enrol#code={code.Text}";

    private Task<bool> HasAdministratorAsync(CancellationToken ct) =>
        Administrators.AnyAsync(claim => db.Passkeys.Any(p => p.UserId == claim.UserId), ct);

    private Task<string?> FindInvitedAsync(PoolId pool, CancellationToken ct) =>
        Administrators.Where(claim => db.Users.Any(u => u.Pool == pool && u.Id == claim.UserId)).Select(claim => claim.UserId).FirstOrDefaultAsync(ct);

    private string Invite(PoolId pool, string identifier, string id)
    {
        var user = NewPoolUser.Create(pool, id, NewPoolUser.CreateUserHandle(), identifier, "Administrator", normalizer, time);
        user.Status = UserStatus.Pending;
        db.Users.Add(user);
        AddRole(user.Id);
        return user.Id;
    }

    private void AddRole(string userId) =>
        db.UserClaims.Add(new IdentityUserClaim<string> { UserId = userId, ClaimType = AdministratorRole.ClaimType, ClaimValue = AdministratorRole.Platform });

    private IQueryable<IdentityUserClaim<string>> Administrators =>
        db.UserClaims.Where(claim => claim.ClaimType == AdministratorRole.ClaimType && claim.ClaimValue == AdministratorRole.Platform);
}
