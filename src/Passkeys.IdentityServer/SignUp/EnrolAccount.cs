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

        await ClearAsync(attempt, user, ct);
        if (ticket.Proof is ProofKind.Recovery)
            audit.Add(user.Pool, AuditEvent.Recovery, new AuditFacts { UserId = user.Id, PasskeyId = passkey.Id, IpAddress = attempt.Caller.IpAddress });
        var outcome = await addPasskey.SaveInTransactionAsync(attempt, user, clientId: null, passkey, ct);
        if (outcome is not RegistrationOutcome.Added)
            return outcome;
        await ActivateAsync(user, ct);
        await transaction.CommitAsync(ct);
        return outcome;
    }

    // Whatever was put into an account before anyone proved that it is theirs may be a stranger's: a passkey or a password that waits for the
    // owner of the address to activate it.
    private async Task ClearAsync(RegistrationAttempt attempt, PoolUser user, CancellationToken ct)
    {
        var unproven = user.Status is UserStatus.Pending;
        if (!unproven && !attempt.RemoveOthers)
            return;
        await users.HoldAsync(user.Pool, user.Id, ct);
        await removePasskey.RemoveAllInTransactionAsync(user, new AuditFacts { IpAddress = attempt.Caller.IpAddress }, ct);
        if (unproven)
        {
            await db.Users.Where(u => u.Pool == user.Pool && u.Id == user.Id && u.Status == UserStatus.Pending)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, (string?)null), ct);
        }
    }

    private Task<int> ActivateAsync(PoolUser user, CancellationToken ct) =>
        db.Users.Where(u => u.Pool == user.Pool && u.Id == user.Id && u.Status == UserStatus.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.Status, UserStatus.Active).SetProperty(u => u.EmailConfirmed, u => u.Email != null), ct);
}
