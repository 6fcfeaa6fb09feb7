using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Ceremonies.Registration;

/// <summary>Stores a further passkey of a person who has an account.</summary>
internal sealed class AddPasskey(PasskeysDbContext db, PoolUsers users, StoredPasskeys passkeys, StoredSessions sessions, AuditTrail audit)
{
    public async Task<RegistrationOutcome> SaveAsync(RegistrationAttempt attempt, RegistrationAuthority.SignedIn by, Passkey passkey, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var outcome = await SaveInTransactionAsync(attempt, by.User, by.ClientId, passkey, ct, sessionId: by.SessionId);
        if (outcome is RegistrationOutcome.Added)
            await transaction.CommitAsync(ct);
        return outcome;
    }

    /// <summary>Stores it in the caller's transaction. The person's row is held, so that parallel registrations cannot pass the limit together; with a session, it has to live.</summary>
    public async Task<RegistrationOutcome> SaveInTransactionAsync(
        RegistrationAttempt attempt, PoolUser user, string? clientId, Passkey passkey, CancellationToken ct, string? actor = null, string? sessionId = null)
    {
        if (!await users.HoldAsync(user.Pool, user.Id, ct))
            return new RegistrationOutcome.Refused(RefusalReason.UserNotActive);
        // Whoever lost the account since the call came in, to a recovery or with the passkey that signed in, adds nothing to it.
        if (sessionId is not null && !await sessions.LivesAsync(user.Pool, sessionId, ct))
            return new RegistrationOutcome.Refused(RefusalReason.CeremonyOfAnother);
        var existing = await passkeys.ListAsync(user.Pool, user.Id, ct);
        if (existing.Count >= attempt.Pool.Policy.MaxPasskeysPerUser)
            return new RegistrationOutcome.Refused(RefusalReason.TooManyPasskeys);

        db.Passkeys.Add(passkey);
        audit.Add(user.Pool, AuditEvent.PasskeyAdded, new AuditFacts
        {
            UserId = user.Id,
            PasskeyId = passkey.Id,
            ClientId = clientId,
            Actor = actor,
            IpAddress = attempt.Caller.IpAddress,
        });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            if (await passkeys.ExistsAsync(user.Pool, new CredentialId(passkey.CredentialId), ct))
                return new RegistrationOutcome.Duplicate();
            throw;
        }
        return new RegistrationOutcome.Added(user, passkey, [.. existing, passkey]);
    }
}
