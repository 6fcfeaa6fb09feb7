using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Embedded.Grants;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>Ends families and says so in the audit, in one transaction.</summary>
internal sealed partial class EndedFamilies(PasskeysDbContext db, TokenFamilies families, TimeProvider time, ILogger<EndedFamilies> logger)
{
    public async Task EndAsync(TokenFamily family, string auditEvent, TokenRequest request, CancellationToken ct)
    {
        // What a refused request left in the context has no place in this transaction.
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await families.EndAsync(family, ct))
            return;
        db.Audit.Add(Entry(family, auditEvent, request));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        LogEnded(family.ClientId, family.Pool.Value, auditEvent);
    }

    private AuditEntry Entry(TokenFamily family, string auditEvent, TokenRequest request)
    {
        var now = time.GetUtcNow();
        return new AuditEntry
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            Pool = family.Pool,
            Event = auditEvent,
            Outcome = auditEvent is AuditEvent.RefreshTokenReused or AuditEvent.AuthorizationCodeReused ? "refused" : "success",
            UserId = family.UserId,
            ClientId = family.ClientId,
            IpAddress = request.IpAddress,
            Actor = $"client:{request.Client.ClientId}",
        };
    }

    [LoggerMessage(5201, LogLevel.Information, "The tokens of one grant of client {ClientId} in pool {Pool} ended: {Reason}")]
    private partial void LogEnded(string clientId, string pool, string reason);
}
