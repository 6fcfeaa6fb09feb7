using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>Stores the passkey of a person who proved with a code that the account is theirs. The code came by mail or by hand: the account is active then.</summary>
internal sealed class EnrolAccount(PasskeysDbContext db, PoolUsers users, AddPasskey addPasskey, RemovePasskey removePasskey, AuditTrail audit)
{
    public async Task<RegistrationOutcome> SaveAsync(RegistrationAttempt attempt, RegistrationAuthority.ProvenAccount authority, Passkey passkey, CancellationToken ct)
    {
        var (ticket, user) = authority;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.SpentIds.Add(new SpentId { Purpose = SpentPurpose.SignUp, Id = ticket.Id, ExpiresAt = ticket.ExpiresAt });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            return new RegistrationOutcome.Refused(RefusalReason.SignUpUnusable);
        }

        if (!await users.HoldAsync(user.Pool, user.Id, ct) || !await IsStillMeantAsync(ticket, user, ct))
            return new RegistrationOutcome.Refused(RefusalReason.SignUpUnusable);
        await ClearAsync(attempt, user, ct);
        if (ticket.Proof is ProofKind.Recovery)
            audit.Add(user.Pool, AuditEvent.Recovery, new AuditFacts { UserId = user.Id, PasskeyId = passkey.Id, IpAddress = attempt.Caller.IpAddress });
        var outcome = await addPasskey.SaveInTransactionAsync(attempt, user, clientId: null, passkey, ct, sessionId: ticket.SessionId);
        if (outcome is not RegistrationOutcome.Added)
            return outcome;
        await ActivateAsync(user, ticket.Proof, ct);
        await transaction.CommitAsync(ct);
        return outcome;
    }

    // Asked again now that the row is held: since the ticket was read, an administrator may have suspended the account, or taken back what there was.
    private Task<bool> IsStillMeantAsync(SignUpTicket ticket, PoolUser user, CancellationToken ct) => db.Users.AnyAsync(
        u => u.Pool == user.Pool && u.Id == user.Id && u.Status != UserStatus.Suspended
            && (ticket.SessionId != null || (u.SecurityStamp == ticket.Stamp && u.NormalizedUserName == user.NormalizedUserName)),
        ct);

    // Whatever was put into an account before anyone proved that it is theirs may be a stranger's: a passkey or a password that waits for the
    // owner of the address to activate it. And who clears an account clears it of every way in: a thief may have set the password.
    private async Task ClearAsync(RegistrationAttempt attempt, PoolUser user, CancellationToken ct)
    {
        var unproven = user.Status is UserStatus.Pending;
        if (!unproven && !attempt.RemoveOthers)
            return;
        await removePasskey.RemoveAllInTransactionAsync(user, new AuditFacts { IpAddress = attempt.Caller.IpAddress }, ct);
        if (await db.Users.Where(u => u.Pool == user.Pool && u.Id == user.Id && u.PasswordHash != null)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, (string?)null), ct) > 0)
            audit.Add(user.Pool, AuditEvent.PasswordRemoved, new AuditFacts { UserId = user.Id, IpAddress = attempt.Caller.IpAddress });
    }

    // A code that was mailed and to nobody else given proves the address; an invitation may have come by hand.
    private Task<int> ActivateAsync(PoolUser user, string? proof, CancellationToken ct)
    {
        var mailed = proof is ProofKind.Recovery;
        return db.Users.Where(u => u.Pool == user.Pool && u.Id == user.Id && u.Status == UserStatus.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.Status, UserStatus.Active).SetProperty(u => u.EmailConfirmed, u => u.EmailConfirmed || (mailed && u.Email != null)), ct);
    }
}
