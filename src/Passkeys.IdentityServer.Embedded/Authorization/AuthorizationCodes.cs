using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Embedded.Logout;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>The stored authorization codes.</summary>
internal sealed class AuthorizationCodes(PasskeysDbContext db, SessionClients sessionClients, AuditTrail audit, TimeProvider time)
{
    // RFC 6749 §4.1.2 allows ten minutes; a redirect and a request take seconds.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    /// <summary>Issues a code on a session; null when that has just ended.</summary>
    public async Task<string?> IssueAsync(AuthorizationRequest request, Session session, IReadOnlyList<string> scope, string? ipAddress, CancellationToken ct)
    {
        var code = OpaqueToken.NewSecret();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await sessionClients.RegisterAsync(session, request.ClientId, ct))
            return null;
        db.AuthorizationCodes.Add(Describe(OpaqueToken.HashOf(code), request, session, scope));
        audit.Add(session.Pool, AuditEvent.Authorization, new AuditFacts { UserId = session.UserId, ClientId = request.ClientId, IpAddress = ipAddress });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return code;
    }

    /// <summary>The code and what it stands on, spent or not; null when there is none.</summary>
    public Task<FoundCode?> FindAsync(string code, CancellationToken ct)
    {
        var hash = OpaqueToken.HashOf(code);
        return FoundCode.In(db).AsNoTracking().SingleOrDefaultAsync(found => found.Code.Hash == hash, ct);
    }

    /// <summary>Spends the code for a family: of any number of attempts, on any node, one is told true.</summary>
    public async Task<bool> SpendAsync(AuthorizationCode code, string familyId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return await db.AuthorizationCodes
            .Where(c => c.Pool == code.Pool && c.Hash == code.Hash && c.SpentAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.SpentAt, now).SetProperty(c => c.FamilyId, familyId), ct) == 1;
    }

    private AuthorizationCode Describe(string hash, AuthorizationRequest request, Session session, IReadOnlyList<string> scope) => new()
    {
        Hash = hash,
        Pool = session.Pool,
        SessionId = session.Id,
        UserId = session.UserId,
        ClientId = request.ClientId,
        RedirectUri = request.Target.RedirectUri,
        CodeChallenge = request.CodeChallenge,
        Scope = string.Join(' ', scope),
        Nonce = request.Nonce,
        AuthenticatedAt = session.AuthenticatedAt,
        Amr = session.Amr,
        Acr = session.Acr,
        ExpiresAt = time.GetUtcNow() + Lifetime,
    };
}
