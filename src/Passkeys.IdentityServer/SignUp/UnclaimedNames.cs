using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>An account that was never activated holds no name: whoever signs up next, and can read the mail, has it.</summary>
internal sealed class UnclaimedNames(PasskeysDbContext db, ConcealedCredentials concealed)
{
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
