using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
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
}

internal sealed class FirstAdministrator(PasskeysDbContext db, OneTimeCodes codes, ILookupNormalizer normalizer, TimeProvider time) : IFirstAdministrator
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public async Task<string?> CreateEnrolmentLinkAsync(PoolId pool, string identifier, CancellationToken ct)
    {
        if (await HasAdministratorAsync(ct))
            return null;
        var userId = await FindInvitedAsync(pool, ct) ?? Invite(pool, identifier);
        var code = await codes.CreateForLinkAsync(pool, MailKind.Invitation, userId, Lifetime, ct);
        await codes.AddAsync(code, ct);
        await db.SaveChangesAsync(ct);
        return $"/account/{pool}/enrol#code={code.Text}";
    }

    private Task<bool> HasAdministratorAsync(CancellationToken ct) =>
        Administrators.AnyAsync(claim => db.Passkeys.Any(p => p.UserId == claim.UserId), ct);

    private Task<string?> FindInvitedAsync(PoolId pool, CancellationToken ct) =>
        Administrators.Where(claim => db.Users.Any(u => u.Pool == pool && u.Id == claim.UserId)).Select(claim => claim.UserId).FirstOrDefaultAsync(ct);

    private string Invite(PoolId pool, string identifier)
    {
        var user = NewPoolUser.Create(pool, NewPoolUser.CreateId(time), NewPoolUser.CreateUserHandle(), identifier, "Administrator", normalizer, time);
        user.Status = UserStatus.Pending;
        db.Users.Add(user);
        db.UserClaims.Add(new IdentityUserClaim<string> { UserId = user.Id, ClaimType = AdministratorRole.ClaimType, ClaimValue = AdministratorRole.Platform });
        return user.Id;
    }

    private IQueryable<IdentityUserClaim<string>> Administrators =>
        db.UserClaims.Where(claim => claim.ClaimType == AdministratorRole.ClaimType && claim.ClaimValue == AdministratorRole.Platform);
}
