using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>Activates an account by the code that was mailed to it.</summary>
internal sealed class Activation(PasskeysDbContext db, PoolUsers users, SignUpTickets tickets, OneTimeCodes codes, AuditTrail audit)
{
    /// <summary>
    /// False for a wrong, used or expired code and for an identifier that nobody has, alike. With a <paramref name="signup"/> the code must be
    /// for the account that this sign-up made: a code that came because someone else signed up with one's address activates nothing of theirs.
    /// </summary>
    public async Task<bool> TryAsync(PoolId pool, string identifier, string code, string? signup, Caller caller, CancellationToken ct)
    {
        var user = await users.FindByIdentifierAsync(pool, identifier, ct);
        var foreign = signup is not null && (user is null || !tickets.Made(user, signup));
        if (foreign || !await codes.TryUseAsync(pool, MailKind.Activation, user?.Id ?? "", code, ct))
        {
            audit.AddRefusedCode(pool, AuditEvent.Activation, user?.Id, caller);
            await db.SaveChangesAsync(ct);
            return false;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Users.Where(u => u.Pool == pool && u.Id == user!.Id && u.Status == UserStatus.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.Status, UserStatus.Active).SetProperty(u => u.EmailConfirmed, true), ct);
        audit.Add(pool, AuditEvent.Activation, new AuditFacts { UserId = user!.Id, IpAddress = caller.IpAddress });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }
}
