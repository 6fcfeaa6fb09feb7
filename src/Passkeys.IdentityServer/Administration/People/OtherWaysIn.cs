using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>
/// Closes the other ways into an account that is to reach beyond its pool. Whoever administers the pool may have laid them: a link, a password, a session,
/// an address of their own that a recovery would write to. Passkeys stay: they are shown to whoever gives the role.
/// </summary>
internal sealed class OtherWaysIn(PasskeysDbContext db, StoredSessions sessions, AuditTrail audit)
{
    /// <summary>Before a role that reaches beyond the pool. Runs in the caller's transaction, which holds the person's row; the caller saves.</summary>
    /// <param name="user">The person, tracked.</param>
    /// <param name="who">For the audit.</param>
    /// <param name="endSessions">Whether their sessions end; not those of who gives themselves a role.</param>
    /// <param name="ct">Cancels.</param>
    public async Task PrepareAsync(PoolUser user, AuditFacts who, bool endSessions, CancellationToken ct)
    {
        await ClearAsync(user, who, ct);
        if (!string.Equals(user.Email, user.UserName, StringComparison.OrdinalIgnoreCase))
            (user.Email, user.NormalizedEmail, user.EmailConfirmed) = (null, null, false);
        if (endSessions)
            await sessions.EndAllAsync(user.Pool, user.Id, ct);
    }

    /// <summary>Takes back codes, what a code has become already, and the password. Runs as <see cref="PrepareAsync"/> does.</summary>
    public async Task ClearAsync(PoolUser user, AuditFacts who, CancellationToken ct)
    {
        await db.OneTimeCodes.Where(code => code.Pool == user.Pool && code.UserId == user.Id).ExecuteDeleteAsync(ct);
        user.SecurityStamp = NewPoolUser.CreateStamp();
        if (user.PasswordHash is not null)
            audit.Add(user.Pool, AuditEvent.PasswordRemoved, who with { UserId = user.Id });
        user.PasswordHash = null;
    }
}
