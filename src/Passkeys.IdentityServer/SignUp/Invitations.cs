using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>Accepts codes that came by a link: a single-use, expiring code, from an administrator or from a device of one's own, becomes the right to register a passkey.</summary>
internal sealed class Invitations(OneTimeCodes codes, PoolUsers users, SignUpTickets tickets)
{
    /// <summary>The <c>signup</c> to go on with, or null for a wrong, used or expired code alike.</summary>
    public async Task<AcceptedInvitation?> AcceptAsync(Pool pool, string code, CancellationToken ct)
    {
        if (await codes.TryUseLinkAsync(pool.Id, MailKind.Invitation, code, ct) is { } invitation)
            return await AcceptAsync(pool, invitation, ProofKind.Invitation, sessionId: null, ct);
        return await codes.TryUseLinkAsync(pool.Id, MailKind.Device, code, ct) is { } device
            ? await AcceptAsync(pool, device, ProofKind.Device, sessionId: device.Id, ct)
            : null;
    }

    private async Task<AcceptedInvitation?> AcceptAsync(Pool pool, OneTimeCode code, string proof, string? sessionId, CancellationToken ct) =>
        await users.FindAsync(code.Pool, code.UserId, ct) is { Status: not UserStatus.Suspended } user
        && tickets.IssueTo(user, proof, pool.Policy.Lifetimes, sessionId) is var signup
        && await tickets.ReadAsync(code.Pool, signup, ct) is not null
            ? new AcceptedInvitation(signup, proof)
            : null;
}

/// <summary>The right that a code became.</summary>
/// <param name="SignUp">The <c>signup</c> to go on with.</param>
/// <param name="Kind">Where the code came from, one of <see cref="ProofKind"/>.</param>
internal sealed record AcceptedInvitation(string SignUp, string Kind);
