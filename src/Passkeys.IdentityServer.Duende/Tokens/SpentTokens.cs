using Duende.IdentityServer.Stores;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Duende.Tokens;

/// <summary>
/// One-time codes and refresh tokens: the database decides who used one first, which Duende's stores leave to chance; and a second use
/// ends what the first one gave (RFC 6749 §4.1.2, RFC 9700 §4.14.2).
/// </summary>
internal sealed class SpentTokens(
    PasskeysDbContext db, OneTimeClaims claims, IPersistedGrantStore grants, IEngineSessions sessions, AuditTrail audit, IHttpContextAccessor http)
{
    /// <summary>Uses a token: true for exactly one caller, on any node.</summary>
    public Task<bool> TryUseAsync(string purpose, string handle, DateTimeOffset expiresAt) =>
        claims.TryAddAsync(purpose, OpaqueToken.HashOf(handle), expiresAt, CancellationToken.None);

    /// <summary>Whether it was used before.</summary>
    public Task<bool> IsUsedAsync(string purpose, string handle) => claims.IsSpentAsync(purpose, OpaqueToken.HashOf(handle), CancellationToken.None);

    /// <summary>Ends the tokens of one client on one session, and the session when nothing else stood on it.</summary>
    public async Task EndAsync(SpentToken token)
    {
        await grants.RemoveAllAsync(new PersistedGrantFilter
        {
            SubjectId = token.SubjectId,
            SessionId = token.SessionId,
            ClientId = token.ClientId,
            Types = DuendeGrantTypes.Tokens,
        });
        if (PasskeysAuthentication.Read(token.Subject) is not var (pool, sessionId))
            return;
        await sessions.EndOfClientAsync(pool, sessionId, token.ClientId, CancellationToken.None);
        audit.Add(pool, token.AuditEvent, new AuditFacts
        {
            Outcome = AuditTrail.Refused,
            UserId = token.SubjectId,
            ClientId = token.ClientId,
            IpAddress = http.HttpContext?.Connection.RemoteIpAddress?.ToString(),
            Actor = $"client:{token.ClientId}",
        });
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
