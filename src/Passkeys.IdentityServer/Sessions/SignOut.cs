using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>Ends the session of the sign-in cookie, and everything that stands on it.</summary>
public interface ISignOut
{
    /// <summary>Ends the session, if there is one, and clears the cookie.</summary>
    Task ExecuteAsync(HttpContext http);

    /// <summary>Ends the session of the cookie that a request came with, before another takes its place. Does nothing when there is none.</summary>
    Task EndFormerAsync(HttpContext http);
}

internal sealed class SignOut(PasskeysDbContext db, StoredSessions sessions, IEngineSignIn engine, AuditTrail audit) : ISignOut
{
    public async Task ExecuteAsync(HttpContext http)
    {
        await EndFormerAsync(http);
        await engine.SignOutAsync(http);
    }

    public async Task EndFormerAsync(HttpContext http)
    {
        if (await LiveSession.OfAsync(http) is { Session: var session })
        {
            await using var transaction = await db.Database.BeginTransactionAsync(http.RequestAborted);
            await sessions.EndAsync(session.Pool, session.Id, http.RequestAborted);
            audit.Add(session.Pool, AuditEvent.SignOut, new AuditFacts { UserId = session.UserId, IpAddress = http.IpAddress() });
            await db.SaveChangesAsync(http.RequestAborted);
            await transaction.CommitAsync(http.RequestAborted);
            // The cookie of this request is read once; what it stood for is gone.
            http.Features.Set<LiveSession>(null);
        }
    }
}
