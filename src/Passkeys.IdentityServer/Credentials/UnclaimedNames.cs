using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>
/// An account that somebody signed up for and never activated holds no name: whoever signs up next, and can read the mail, has it. Nobody knows whose it is,
/// so nothing may be attached to it for somebody else. One that waits for its first way to sign in was made by invitation, and is no such account.
/// </summary>
internal sealed class UnclaimedNames(PasskeysDbContext db, ConcealedCredentials concealed)
{
    /// <summary>Whether an account is one.</summary>
    public async Task<bool> IsOneAsync(PoolUser holder, CancellationToken ct) =>
        holder.Status is UserStatus.Pending && (holder.PasswordHash is not null || await db.Passkeys.AnyAsync(p => p.Pool == holder.Pool && p.UserId == holder.Id, ct));

    /// <summary>
    /// Removes such an account in the caller's transaction, or says that this one is no such account. Its passkey answers from then on as that of
    /// a concealed sign-up: it would, had the name been taken.
    /// </summary>
    public async Task<bool> TryFreeAsync(PoolUser holder, CancellationToken ct)
    {
        var credentials = await db.Passkeys.Where(p => p.Pool == holder.Pool && p.UserId == holder.Id).Select(p => p.CredentialHash).ToListAsync(ct);
        var invited = credentials.Count == 0 && holder.PasswordHash is null;
        if (invited || await db.Users.Where(u => u.Pool == holder.Pool && u.Id == holder.Id && u.Status == UserStatus.Pending).ExecuteDeleteAsync(ct) == 0)
            return false;
        foreach (var hash in credentials)
            concealed.Add(holder.Pool, hash);
        return true;
    }
}
