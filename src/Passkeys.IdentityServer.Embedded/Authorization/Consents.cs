using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>What people let clients have.</summary>
internal sealed partial class Consents(PasskeysDbContext db, AuditTrail audit, TimeProvider time, ILogger<Consents> logger)
{
    /// <summary>Whether the person of a session has let the client have all of a scope before.</summary>
    public async Task<bool> CoverAsync(Session session, string clientId, IReadOnlyCollection<string> scope, CancellationToken ct) =>
        await OfPerson(session).Where(c => c.ClientId == clientId).Select(c => c.Scope).SingleOrDefaultAsync(ct) is { } remembered
        && !scope.Except(remembered.Split(' '), StringComparer.Ordinal).Any();

    /// <summary>Records a consent of the person of a session; false when the session has ended, or is of a pool that the request is not for.</summary>
    public async Task<bool> GrantAsync(AuthorizationRequest request, string sessionId, IReadOnlyList<string> granted, bool remember, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await HoldAsync(request.Pools, sessionId, now, ct) is not { } session)
            return false;
        if (remember)
            await RememberAsync(session, request, granted, now, ct);
        audit.Add(session.Pool, AuditEvent.ConsentGiven, new AuditFacts { UserId = session.UserId, ClientId = request.ClientId });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        LogGiven(request.ClientId, session.Pool.Value);
        return true;
    }

    // Takes the row's lock: two consents on one session, in two tabs, come one after the other.
    private async Task<Session?> HoldAsync(PoolId[] pools, string sessionId, DateTimeOffset now, CancellationToken ct)
    {
        var live = db.Sessions.Where(s => pools.Contains(s.Pool) && s.Id == sessionId && s.SignedInUntil > now && s.ExpiresAt > now);
        return await live.ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresAt, s => s.ExpiresAt), ct) == 1
            ? await live.AsNoTracking().SingleOrDefaultAsync(ct)
            : null;
    }

    // What was asked for now is decided anew; what was granted at other times stays.
    private async Task RememberAsync(Session session, AuthorizationRequest request, IReadOnlyList<string> granted, DateTimeOffset now, CancellationToken ct)
    {
        var consent = await OfPerson(session).SingleOrDefaultAsync(c => c.ClientId == request.ClientId, ct);
        if (consent is null)
        {
            consent = new Consent { Pool = session.Pool, UserId = session.UserId, ClientId = request.ClientId, Scope = "", GrantedAt = now };
            db.Consents.Add(consent);
        }

        var earlier = consent.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(request.Scope, StringComparer.Ordinal);
        (consent.Scope, consent.GrantedAt) = (string.Join(' ', [.. granted, .. earlier]), now);
    }

    private IQueryable<Consent> OfPerson(Session session) => db.Consents.Where(c => c.Pool == session.Pool && c.UserId == session.UserId);

    [LoggerMessage(5302, LogLevel.Information, "A person of pool {Pool} consented to client {ClientId}")]
    private partial void LogGiven(string clientId, string pool);
}
