using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Passwords;

/// <summary>What became of the removal of a password.</summary>
internal enum PasswordRemoval
{
    /// <summary>It is gone, with the sessions that came from it.</summary>
    Removed,

    /// <summary>There is none.</summary>
    NotSet,

    /// <summary>It is the last way to sign in, and that was not confirmed.</summary>
    LastCredential,
}

/// <summary>A person's own password: set, change, remove. The owner is told by mail.</summary>
internal sealed class OwnPassword(PasskeysDbContext db, PoolUsers users, StoredSessions sessions, PasswordHashing hashing, AuditTrail audit, Post post)
{
    /// <summary>When it was last set (UTC), by the audit; null when it was never set, or longer ago than the audit reaches.</summary>
    public async Task<DateTimeOffset?> ChangedAtAsync(PoolUser user, CancellationToken ct) =>
        (await db.Audit.Where(e => e.Pool == user.Pool && e.UserId == user.Id && e.Event == AuditEvent.PasswordChanged && e.Outcome == AuditTrail.Success)
            .OrderByDescending(e => e.At).Select(e => new { e.At }).FirstOrDefaultAsync(ct))?.At;

    /// <summary>Sets it, and ends the other sessions that came from the one before. False when the session that asked has ended meanwhile: then nothing is set.</summary>
    public async Task<bool> SetAsync(Pool pool, SignedInPerson person, string password, AuditFacts who, IReadOnlyList<string> languages, CancellationToken ct)
    {
        var (user, hash) = (person.User, hashing.Hash(password));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Users.Where(u => u.Pool == pool.Id && u.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, hash), ct);
        // A hash takes its time: who lost the account in between, to a recovery, must not come back by this.
        if (person.SessionId is { } sessionId && !await sessions.LivesAsync(pool.Id, sessionId, ct))
            return false;
        await sessions.EndOfPasswordAsync(pool.Id, user.Id, keptSessionId: person.SessionId ?? "", ct);
        audit.Add(pool.Id, AuditEvent.PasswordChanged, who with { UserId = user.Id });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await post.SendAsync(pool, user, Letter.PasswordChanged, languages, ct);
        return true;
    }

    /// <summary>Removes it, and ends every session that came from it, also the one that asked.</summary>
    public async Task<PasswordRemoval> RemoveAsync(Pool pool, SignedInPerson person, bool lastConfirmed, AuditFacts who, IReadOnlyList<string> languages, CancellationToken ct)
    {
        var user = person.User;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await users.HoldAsync(pool.Id, user.Id, ct);
        if (!await db.Users.AnyAsync(u => u.Pool == pool.Id && u.Id == user.Id && u.PasswordHash != null, ct))
            return PasswordRemoval.NotSet;
        if (!lastConfirmed && !await db.Passkeys.AnyAsync(p => p.Pool == pool.Id && p.UserId == user.Id, ct))
            return PasswordRemoval.LastCredential;
        await db.Users.Where(u => u.Pool == pool.Id && u.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.PasswordHash, (string?)null), ct);
        await sessions.EndOfPasswordAsync(pool.Id, user.Id, keptSessionId: "", ct);
        audit.Add(pool.Id, AuditEvent.PasswordRemoved, who with { UserId = user.Id });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await post.SendAsync(pool, user, Letter.PasswordRemoved, languages, ct);
        return PasswordRemoval.Removed;
    }
}
