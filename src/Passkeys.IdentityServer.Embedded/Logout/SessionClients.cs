using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Logout;

/// <summary>The clients that sessions signed in to: they are told when the session ends.</summary>
internal sealed class SessionClients(PasskeysDbContext db, Issuer issuer, TimeProvider time)
{
    /// <summary>
    /// Adds the client to those of the session. Runs in the caller's transaction, before its other statements, and the caller saves.
    /// False when the session has ended: then nothing may be issued on it.
    /// </summary>
    public async Task<bool> RegisterAsync(Session session, string clientId, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("A client is registered in the transaction that issues it something.");
        if (!await HoldAsync(session, ct))
            return false;
        if (!await db.SessionClients.AnyAsync(c => c.SessionId == session.Id && c.ClientId == clientId, ct))
            db.SessionClients.Add(Describe(session, clientId));
        return true;
    }

    // Changes nothing but takes the row's lock: of two registrations the second sees the first, and an end of the session waits until it can see both.
    private async Task<bool> HoldAsync(Session session, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return await db.Sessions
            .Where(s => s.Pool == session.Pool && s.Id == session.Id && s.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, s => s.ExpiresAt), ct) == 1;
    }

    private SessionClient Describe(Session session, string clientId) => new()
    {
        SessionId = session.Id,
        ClientId = clientId,
        Pool = session.Pool,
        UserId = session.UserId,
        Issuer = issuer.Current,
    };
}
