using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Embedded.Grants;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>Ends families and says so in the audit, in one transaction.</summary>
internal sealed partial class EndedFamilies(PasskeysDbContext db, TokenFamilies families, AuditTrail audit, ILogger<EndedFamilies> logger)
{
    public async Task EndAsync(TokenFamily family, string auditEvent, TokenRequest request, CancellationToken ct)
    {
        // What a refused request left in the context has no place in this transaction.
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await families.EndAsync(family, ct))
            return;
        audit.Add(family.Pool, auditEvent, new AuditFacts
        {
            Outcome = auditEvent is AuditEvent.RefreshTokenReused or AuditEvent.AuthorizationCodeReused ? AuditTrail.Refused : AuditTrail.Success,
            UserId = family.UserId,
            ClientId = family.ClientId,
            IpAddress = request.IpAddress,
            Actor = $"client:{request.Client.ClientId}",
        });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        LogEnded(family.ClientId, family.Pool.Value, auditEvent);
    }

    [LoggerMessage(5201, LogLevel.Information, "The tokens of one grant of client {ClientId} in pool {Pool} ended: {Reason}")]
    private partial void LogEnded(string clientId, string pool, string reason);
}
