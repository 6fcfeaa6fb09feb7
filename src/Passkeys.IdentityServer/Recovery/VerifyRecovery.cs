using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.SignUp;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Recovery;

/// <summary>Turns a mailed recovery code into the right to register a passkey.</summary>
internal sealed class VerifyRecovery(PasskeysDbContext db, PoolUsers users, OneTimeCodes codes, SignUpTickets tickets, AuditTrail audit)
{
    /// <summary>The <c>signup</c> to go on with; null for a wrong, used or expired code and for an identifier that nobody has, alike.</summary>
    public async Task<string?> TryAsync(PoolId pool, string identifier, string code, Caller caller, PoolLifetimes lifetimes, CancellationToken ct)
    {
        var user = await users.FindByIdentifierAsync(pool, identifier, ct);
        if (await codes.TryUseAsync(pool, MailKind.Recovery, user?.Id ?? "", code, ct) && user is { Status: not UserStatus.Suspended })
            return tickets.IssueTo(user, ProofKind.Recovery, lifetimes);
        audit.AddRefusedCode(pool, AuditEvent.Recovery, user?.Id, caller);
        await db.SaveChangesAsync(ct);
        return null;
    }
}
