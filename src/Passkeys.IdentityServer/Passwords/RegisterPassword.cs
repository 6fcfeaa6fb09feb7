using Microsoft.AspNetCore.Identity;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.SignUp;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Passwords;

/// <summary>Completes a sign-up with a password in place of a passkey, in a pool where a password alone signs in. A name that is taken is concealed as it is with a passkey.</summary>
internal sealed class RegisterPassword(
    PasskeysDbContext db, NewAccount newAccount, RegistrationGates gates, SignUpMail mail, PasswordHashing hashing, AuditTrail audit, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <summary>False when the sign-up was used before; else the account is there, or looks as if it were.</summary>
    public async Task<bool> ExecuteAsync(Pool pool, SignUpTicket ticket, string password, Caller caller, CancellationToken ct)
    {
        var user = NewPoolUser.Create(pool.Id, ticket.NewUserId, NewPoolUser.CreateUserHandle(), ticket.Identifier, ticket.DisplayName, normalizer, time);
        user.PasswordHash = hashing.Hash(password);
        var newcomer = new Newcomer(pool, ticket, user, Passkey: null, caller);
        var outcome = await newAccount.SaveAsync(newcomer, ct);
        if (outcome is NewAccountOutcome.Concealed concealed)
            await ReportConcealedAsync(newcomer, concealed, ct);
        await mail.SendAsync(newcomer, outcome, ct);
        return outcome is not NewAccountOutcome.SignUpUsed;
    }

    /// <summary>Whether the host lets the account be made. Asked whether or not the name is taken.</summary>
    public async Task<bool> IsAllowedAsync(Pool pool, SignUpTicket ticket, Caller caller, CancellationToken ct)
    {
        if (await gates.AllowAsync(new RegistrationCandidate { Pool = pool.Id, Identifier = ticket.Identifier, IpAddress = caller.IpAddress }, ct))
            return true;
        audit.Add(pool.Id, AuditEvent.SignUp, new AuditFacts
        {
            Outcome = AuditTrail.Refused,
            Reason = nameof(RefusalReason.RegistrationVetoed),
            Actor = AuditTrail.Anonymous,
            IpAddress = caller.IpAddress,
        });
        await db.SaveChangesAsync(ct);
        return false;
    }

    private Task<int> ReportConcealedAsync(Newcomer newcomer, NewAccountOutcome.Concealed concealed, CancellationToken ct)
    {
        audit.Add(newcomer.Pool.Id, AuditEvent.SignUp, new AuditFacts
        {
            Outcome = AuditTrail.Refused,
            Reason = nameof(RefusalReason.IdentifierTaken),
            UserId = concealed.OwnerId,
            Actor = AuditTrail.Anonymous,
            IpAddress = newcomer.Caller.IpAddress,
        });
        return db.SaveChangesAsync(ct);
    }
}
