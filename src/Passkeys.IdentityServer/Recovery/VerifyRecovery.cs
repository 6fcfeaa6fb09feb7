using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.SignUp;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Recovery;

/// <summary>Turns a mailed recovery code into the right to register a passkey.</summary>
internal sealed class VerifyRecovery(PoolUsers users, OneTimeCodes codes, SignUpTickets tickets)
{
    /// <summary>The <c>signup</c> to go on with; null for a wrong, used or expired code and for an identifier that nobody has, alike.</summary>
    public async Task<string?> TryAsync(PoolId pool, string identifier, string code, CancellationToken ct)
    {
        var user = await users.FindByIdentifierAsync(pool, identifier, ct);
        var proven = await codes.TryUseAsync(pool, MailKind.Recovery, user?.Id ?? "", code, ct);
        return proven && user is { Status: not UserStatus.Suspended } ? tickets.IssueTo(user, ProofKind.Recovery) : null;
    }
}
