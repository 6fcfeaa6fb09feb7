using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration;

/// <summary>The people of a pool, for its administrators.</summary>
internal sealed class AdministeredUsers(PasskeysDbContext db, PoolUsers users, UnclaimedNames names, AuditTrail audit, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <summary>A person, or null.</summary>
    public async Task<UserJson?> FindAsync(Pool pool, string userId, CancellationToken ct)
    {
        if (await users.FindAsync(pool.Id, userId, ct) is not { } user)
            return null;
        var uses = await db.Passkeys.Where(p => p.Pool == pool.Id && p.UserId == userId).Select(p => p.LastUsedAt).ToListAsync(ct);
        var sessions = await db.Sessions.Where(s => s.Pool == pool.Id && s.UserId == userId).Select(s => (DateTimeOffset?)s.AuthenticatedAt).ToListAsync(ct);
        return UserJson.Of(user, uses.Count, uses.Concat(sessions).Max());
    }

    /// <summary>Makes a person, who waits for an invitation; null when another has the identifier.</summary>
    public async Task<PoolUser?> CreateAsync(Pool pool, string identifier, string? displayName, AuditFacts who, CancellationToken ct)
    {
        var user = NewPoolUser.Create(pool.Id, NewPoolUser.CreateId(time), NewPoolUser.CreateUserHandle(), identifier, displayName, normalizer, time);
        user.Status = UserStatus.Pending;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await users.FindByIdentifierAsync(pool.Id, identifier, ct) is { } holder && !await names.TryFreeAsync(holder, ct))
            return null;
        db.Users.Add(user);
        audit.Add(pool.Id, AuditEvent.UserCreated, who with { UserId = user.Id });
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return user;
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            await transaction.RollbackAsync(ct);
            db.ChangeTracker.Clear();
            if (await users.FindByIdentifierAsync(pool.Id, identifier, ct) is not null)
                return null;
            throw;
        }
    }
}
