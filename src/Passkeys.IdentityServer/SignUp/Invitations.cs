using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>Accepts invitations: a single-use, expiring code becomes the right to register a passkey.</summary>
internal sealed class Invitations(OneTimeCodes codes, PoolUsers users, SignUpTickets tickets)
{
    /// <summary>The <c>signup</c> to go on with, or null for a wrong, used or expired code alike.</summary>
    public async Task<string?> AcceptAsync(PoolId pool, string code, CancellationToken ct)
    {
        if (await codes.TryUseLinkAsync(pool, MailKind.Invitation, code, ct) is not { } userId
            || await users.FindAsync(pool, userId, ct) is not { } user)
            return null;
        return tickets.Issue(pool, user.UserName!, user.DisplayName, user.Id);
    }
}
