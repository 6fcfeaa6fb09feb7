using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Logout;

/// <summary>Writes down which clients are to be told that sessions ended, in the transaction in which they end; then no crash loses it.</summary>
internal sealed class LogoutOutbox(PasskeysDbContext db, ClientDirectory clients, LogoutSignal signal, TimeProvider time) : IDisposable
{
    // A client that is away longer than this finds the tokens of the session dead anyway.
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private bool _hasWritten;

    /// <summary>Adds a notification for each client of the sessions that wants one, and saves. Runs in the caller's transaction.</summary>
    public async Task AddAsync(IReadOnlyCollection<string> sessionIds, CancellationToken ct)
    {
        if (!clients.AnyWantsLogouts)
            return;
        await HoldAsync(sessionIds, ct);
        var signedIn = await db.SessionClients.AsNoTracking().Where(c => sessionIds.Contains(c.SessionId)).ToListAsync(ct);
        var notifications = signedIn.Where(c => clients.Find(c.ClientId)?.BackChannelLogoutUri is not null).Select(Describe).ToList();
        if (notifications.Count == 0)
            return;
        db.LogoutNotifications.AddRange(notifications);
        await db.SaveChangesAsync(ct);
        _hasWritten = true;
    }

    // The unit of work at hand is over, so its transaction is.
    public void Dispose()
    {
        if (_hasWritten)
            signal.Raise();
    }

    // See SessionClients: a registration under way is waited for, and one that comes later finds the session gone.
    private Task<int> HoldAsync(IReadOnlyCollection<string> sessionIds, CancellationToken ct) => db.Sessions
        .Where(s => sessionIds.Contains(s.Id))
        .ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, s => s.ExpiresAt), ct);

    private LogoutNotification Describe(SessionClient client)
    {
        var now = time.GetUtcNow();
        return new LogoutNotification
        {
            Id = Guid.CreateVersion7(now),
            Pool = client.Pool,
            ClientId = client.ClientId,
            SessionId = client.SessionId,
            UserId = client.UserId,
            Issuer = client.Issuer,
            NextAttemptAt = now,
            ExpiresAt = now + Lifetime,
        };
    }
}
