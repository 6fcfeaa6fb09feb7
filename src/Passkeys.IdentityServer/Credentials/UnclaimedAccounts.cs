using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>
/// Accounts that somebody signed up for and never activated: they hold no name. Nobody knows whose they are, so nothing may be attached to them for somebody else.
/// An account that waits for its first passkey was made by invitation, and is no such account.
/// </summary>
internal sealed class UnclaimedAccounts(PasskeysDbContext db)
{
    /// <summary>Whether an account is one.</summary>
    public async Task<bool> IsOneAsync(PoolUser holder, CancellationToken ct) =>
        holder.Status is UserStatus.Pending && await db.Passkeys.AnyAsync(p => p.Pool == holder.Pool && p.UserId == holder.Id, ct);

    /// <summary>Removes it, so that its name is free; false when it is none. Runs in the caller's transaction.</summary>
    public async Task<bool> TryRemoveAsync(PoolUser holder, CancellationToken ct) =>
        await IsOneAsync(holder, ct)
        && await db.Users.Where(u => u.Pool == holder.Pool && u.Id == holder.Id && u.Status == UserStatus.Pending).ExecuteDeleteAsync(ct) == 1;
}
