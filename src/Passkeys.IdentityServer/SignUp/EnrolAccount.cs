using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>Stores the passkey of a person who proved with a code that the account is theirs. The code came by mail or by hand: the account is active then.</summary>
internal sealed class EnrolAccount(PasskeysDbContext db, AddPasskey addPasskey)
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

        var outcome = await addPasskey.SaveInTransactionAsync(attempt, user, clientId: null, passkey, ct);
        if (outcome is not RegistrationOutcome.Added)
            return outcome;
        await ActivateAsync(user, ct);
        await transaction.CommitAsync(ct);
        return outcome;
    }

    private Task<int> ActivateAsync(PoolUser user, CancellationToken ct) =>
        db.Users.Where(u => u.Pool == user.Pool && u.Id == user.Id && u.Status == UserStatus.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.Status, UserStatus.Active).SetProperty(u => u.EmailConfirmed, u => u.Email != null), ct);
}
