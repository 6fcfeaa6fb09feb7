using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Sessions;

internal sealed class EngineSessions(PasskeysDbContext db, StoredSessions sessions, IOptions<PasskeysOptions> options, TimeProvider time) : IEngineSessions
{
    // The passkey is looked at although its removal ends its sessions: a sign-in and a removal may cross.
    public Task<LiveSession?> FindAsync(PoolId pool, string sessionId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return (from session in db.Sessions.AsNoTracking()
                join user in db.Users.AsNoTracking() on session.UserId equals user.Id
                join home in db.Pools on session.Pool equals home.Id
                where session.Id == sessionId && session.Pool == pool && session.ExpiresAt > now
                    && user.Pool == pool && user.Status == UserStatus.Active && home.Enabled
                    && (session.PasskeyId == null || db.Passkeys.Any(p => p.Pool == pool && p.Id == session.PasskeyId && p.UserId == user.Id))
                select new LiveSession(session, user)).SingleOrDefaultAsync(ct);
    }

    public Task ProlongAsync(PoolId pool, string sessionId, CancellationToken ct)
    {
        var end = time.GetUtcNow() + options.Value.TokenSessionLifetime;
        return db.Sessions
            .Where(s => s.Pool == pool && s.Id == sessionId && s.ExpiresAt < end)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, end), ct);
    }

    public Task EndOfClientAsync(PoolId pool, string clientSessionId, string clientId, CancellationToken ct) =>
        InTransactionAsync(() => sessions.EndOfClientAsync(pool, clientSessionId, clientId, ct), ct);

    public Task EndAllOfClientAsync(PoolId pool, string userId, string clientId, CancellationToken ct) =>
        InTransactionAsync(() => sessions.EndAllOfClientAsync(pool, userId, clientId, ct), ct);

    private async Task InTransactionAsync(Func<Task> end, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await end();
        await transaction.CommitAsync(ct);
    }
}
