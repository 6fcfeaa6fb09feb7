using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Ceremonies.Registration;

/// <summary>Stores a further passkey of a person who has an account.</summary>
internal sealed class AddPasskey(PasskeysDbContext db, StoredPasskeys passkeys, AuditTrail audit)
{
    public async Task<RegistrationOutcome> SaveAsync(RegistrationAttempt attempt, PoolUser user, string? clientId, Passkey passkey, CancellationToken ct)
    {
        var existing = await passkeys.ListAsync(user.Pool, user.Id, ct);
        if (existing.Count >= attempt.Pool.Policy.MaxPasskeysPerUser)
            return new RegistrationOutcome.Refused(RefusalReason.TooManyPasskeys);

        db.Passkeys.Add(passkey);
        audit.Add(user.Pool, AuditEvent.PasskeyAdded, new AuditFacts
        {
            UserId = user.Id,
            PasskeyId = passkey.Id,
            ClientId = clientId,
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
