using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Passwords;

/// <summary>A password that somebody tries.</summary>
internal sealed record PasswordAttempt(Pool Pool, string Identifier, string Password, Caller Caller)
{
    /// <summary>The client that the sign-in is for, or null.</summary>
    public string? ClientId { get; init; }

    /// <summary>The only person who may answer, or null for anyone.</summary>
    public string? Subject { get; init; }
}

/// <summary>Checks a password. Whether it is right, wrong, or of nobody, the same is done: one query, one hash, one entry in the audit.</summary>
internal sealed class PasswordCheck(PasskeysDbContext db, PoolUsers users, PasswordHashing hashing, AuditTrail audit)
{
    /// <summary>The person, who may sign in and whose password it is; else null.</summary>
    public async Task<PoolUser?> TryAsync(PasswordAttempt attempt, CancellationToken ct)
    {
        var pool = attempt.Pool.Id;
        var user = await users.FindByIdentifierAsync(pool, attempt.Identifier, ct);
        var verified = hashing.Verify(user, attempt.Password);
        var why = WhyNot(attempt, user, verified);
        audit.Add(pool, AuditEvent.PasswordTried, new AuditFacts
        {
            Outcome = why is null ? AuditTrail.Success : AuditTrail.Refused,
            Reason = why?.ToString(),
            UserId = user?.Id,
            ClientId = attempt.ClientId,
            IpAddress = attempt.Caller.IpAddress,
            Actor = AuditTrail.Anonymous,
        });
        await db.SaveChangesAsync(ct);
        if (why is not null)
            return null;
        if (verified is PasswordVerificationResult.SuccessRehashNeeded)
            await RehashAsync(user!, attempt.Password, ct);
        return user;
    }

    private static RefusalReason? WhyNot(PasswordAttempt attempt, PoolUser? user, PasswordVerificationResult verified)
    {
        if (verified is PasswordVerificationResult.Failed || user is null)
            return RefusalReason.PasswordWrong;
        if (attempt.Subject is { } subject && subject != user.Id)
            return RefusalReason.CeremonyOfAnother;
        return user.Status is UserStatus.Active ? null : RefusalReason.UserNotActive;
    }

    private async Task RehashAsync(PoolUser user, string password, CancellationToken ct)
    {
        var (former, hash) = (user.PasswordHash, hashing.Hash(password));
        await db.Users.Where(u => u.Pool == user.Pool && u.Id == user.Id && u.PasswordHash == former)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, hash), ct);
        user.PasswordHash = hash;
    }
}
