using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>Begins and ends sessions in the unit of work at hand.</summary>
internal sealed class StoredSessions(PasskeysDbContext db, IEngineGrants grants, IOptions<PasskeysOptions> options, TimeProvider time)
{
    private const int IdBytes = 16;
    private const int BatchSize = 500;

    /// <summary>Adds a session; the caller saves. Without a client it is one of the host's own pages, and lives as long as the pool says; null: as long as the host does.</summary>
    public Session Begin(PoolUser user, string? passkeyId, AuthenticationContext how, string? clientId, PoolLifetimes? lifetimes = null)
    {
        var now = time.GetUtcNow();
        var lifetime = clientId is null ? SignInLifetime(lifetimes) : options.Value.TokenSessionLifetime;
        var session = new Session
        {
            Id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes)),
            Pool = user.Pool,
            UserId = user.Id,
            PasskeyId = passkeyId,
            ClientId = clientId,
            AuthenticatedAt = now,
            Amr = how.Amr,
            Acr = how.Acr,
            SignedInUntil = clientId is null ? now + lifetime : null,
            ExpiresAt = now + lifetime,
        };
        db.Sessions.Add(session);
        return session;
    }

    /// <summary>
    /// Continues the session that a person has at this browser, when the same person came back in the same way, by the same passkey or by none: what stands on it stays.
    /// Null when there is none to continue. Runs in the caller's transaction.
    /// </summary>
    public async Task<Session?> ContinueAsync(Session? former, PoolUser user, string? passkeyId, AuthenticationContext how, PoolLifetimes lifetimes, CancellationToken ct)
    {
        if (former is null || former.Pool != user.Pool || former.UserId != user.Id || former.PasskeyId != passkeyId)
            return null;
        var now = time.GetUtcNow();
        var until = now + SignInLifetime(lifetimes);
        var continued = await db.Sessions
            .Where(s => s.Pool == former.Pool && s.Id == former.Id && s.SignedInUntil > now && s.ExpiresAt > now)
            .ExecuteUpdateAsync(
                set => set.SetProperty(s => s.AuthenticatedAt, now).SetProperty(s => s.Amr, how.Amr).SetProperty(s => s.Acr, how.Acr)
                    .SetProperty(s => s.SignedInUntil, until).SetProperty(s => s.ExpiresAt, s => s.ExpiresAt > until ? s.ExpiresAt : until),
                ct);
        if (continued == 0)
            return null;
        (former.AuthenticatedAt, former.Amr, former.Acr, former.SignedInUntil) = (now, how.Amr, how.Acr, until);
        return former;
    }

    /// <summary>The session of a sign-in cookie if it lives, its person may sign in and its pool is enabled; else null.</summary>
    public Task<LiveSession?> FindLiveAsync(PoolId pool, string sessionId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return (from session in db.Sessions.AsNoTracking()
                join user in db.Users.AsNoTracking() on session.UserId equals user.Id
                join home in db.Pools on session.Pool equals home.Id
                where session.Id == sessionId && session.Pool == pool && session.SignedInUntil > now && session.ExpiresAt > now
                    && user.Pool == pool && user.Status == UserStatus.Active && home.Enabled
                select new LiveSession(session, user)).SingleOrDefaultAsync(ct);
    }

    /// <summary>Whether a session lives. For a change that a session allows: asked in its transaction, once the person's row is held, no recovery or removal comes in between.</summary>
    public Task<bool> LivesAsync(PoolId pool, string sessionId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return db.Sessions.AnyAsync(s => s.Pool == pool && s.Id == sessionId && s.ExpiresAt > now, ct);
    }

    /// <summary>Ends every session of a passkey and all that stands on them. Runs in the caller's transaction.</summary>
    public Task EndOfPasskeyAsync(PoolId pool, string passkeyId, CancellationToken ct) =>
        EndAsync(db.Sessions.Where(s => s.Pool == pool && s.PasskeyId == passkeyId), ct);

    /// <summary>Ends every session of a person that came from a password, but for one. Runs in the caller's transaction.</summary>
    public Task EndOfPasswordAsync(PoolId pool, string userId, string keptSessionId, CancellationToken ct) =>
        EndAsync(db.Sessions.Where(s => s.Pool == pool && s.UserId == userId && s.PasskeyId == null && s.Amr == AuthenticationContext.Password && s.Id != keptSessionId), ct);

    /// <summary>Ends every session of a pool that came from a password, for it alone is no longer enough. Runs in the caller's transaction.</summary>
    public Task EndOfPasswordsAsync(PoolId pool, CancellationToken ct) =>
        EndInBatchesAsync(db.Sessions.Where(s => s.Pool == pool && s.PasskeyId == null && s.Amr == AuthenticationContext.Password), ct);

    /// <summary>Ends every session of a pool. Runs in the caller's transaction.</summary>
    public Task EndOfPoolAsync(PoolId pool, CancellationToken ct) => EndInBatchesAsync(db.Sessions.Where(s => s.Pool == pool), ct);

    /// <summary>Ends one session and all that stands on it. Runs in the caller's transaction.</summary>
    public Task EndAsync(PoolId pool, string sessionId, CancellationToken ct) =>
        EndAsync(db.Sessions.Where(s => s.Pool == pool && s.Id == sessionId), ct);

    /// <summary>Ends all sessions of a person and all that stands on them. Runs in the caller's transaction.</summary>
    public Task EndAllAsync(PoolId pool, string userId, CancellationToken ct) =>
        EndAsync(db.Sessions.Where(s => s.Pool == pool && s.UserId == userId), ct);

    /// <summary>Ends a session that only the tokens of one client stand on. Runs in the caller's transaction.</summary>
    public Task EndOfClientAsync(PoolId pool, string clientSessionId, string clientId, CancellationToken ct) =>
        EndAsync(db.Sessions.Where(s => s.Pool == pool && s.Id == clientSessionId && s.ClientId == clientId), ct);

    /// <summary>Ends all sessions of a person that only the tokens of one client stand on. Runs in the caller's transaction.</summary>
    public Task EndAllOfClientAsync(PoolId pool, string userId, string clientId, CancellationToken ct) =>
        EndAsync(db.Sessions.Where(s => s.Pool == pool && s.UserId == userId && s.ClientId == clientId), ct);

    private TimeSpan SignInLifetime(PoolLifetimes? lifetimes) => PoolLifetimes.Of(lifetimes?.SessionSeconds, options.Value.SessionLifetime);

    // However many there are, no statement names more than so many of them.
    private async Task EndInBatchesAsync(IQueryable<Session> ending, CancellationToken ct)
    {
        while (await EndAsync(ending.OrderBy(s => s.Id).Take(BatchSize), ct) == BatchSize)
        {
        }
    }

    private async Task<int> EndAsync(IQueryable<Session> ending, CancellationToken ct)
    {
        var ids = await ending.Select(s => s.Id).ToListAsync(ct);
        if (ids.Count == 0)
            return 0;
        await grants.EndAsync(ids, ct);
        await db.ResultCodes.Where(c => ids.Contains(c.SessionId)).ExecuteDeleteAsync(ct);
        await db.Sessions.Where(s => ids.Contains(s.Id)).ExecuteDeleteAsync(ct);
        return ids.Count;
    }
}
