using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Registration;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>Accepts codes that came by a link: a single-use, expiring code, from an administrator or from a device of one's own, becomes the right to register a passkey.</summary>
internal sealed class Invitations(PasskeysDbContext db, OneTimeCodes codes, PoolUsers users, SignUpTickets tickets, IUsage usage)
{
    /// <summary>The <c>signup</c> to go on with, or null for a wrong, used or expired code alike.</summary>
    public async Task<AcceptedInvitation?> AcceptAsync(Pool pool, string code, CancellationToken ct)
    {
        // The person is read before another can see that the code was used: whoever takes codes back takes this one, or what it becomes.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var accepted = await codes.TryUseLinkAsync(pool.Id, MailKind.Invitation, code, ct) is { } invitation
            ? await AcceptAsync(pool, invitation, ProofKind.Invitation, sessionId: null, ct)
            : await codes.TryUseLinkAsync(pool.Id, MailKind.Device, code, ct) is { } device
                ? await AcceptAsync(pool, device, ProofKind.Device, sessionId: device.Id, ct)
                : null;
        await transaction.CommitAsync(ct);
        return accepted;
    }

    private async Task<AcceptedInvitation?> AcceptAsync(Pool pool, OneTimeCode code, string proof, string? sessionId, CancellationToken ct)
    {
        if (await users.FindAsync(code.Pool, code.UserId, ct) is not { Status: not UserStatus.Suspended } user)
            return null;
        var signup = tickets.IssueTo(user, proof, pool.Policy.Lifetimes, sessionId);
        if (await tickets.ReadAsync(code.Pool, signup, ct) is null)
            return null;
        usage.Count(code.Pool, UsageName.EnrolmentStarted, EnrolmentKind.OfProof(proof));
        return new AcceptedInvitation(signup, proof);
    }
}

/// <summary>The right that a code became.</summary>
/// <param name="SignUp">The <c>signup</c> to go on with.</param>
/// <param name="Kind">Where the code came from, one of <see cref="ProofKind"/>.</param>
internal sealed record AcceptedInvitation(string SignUp, string Kind);
