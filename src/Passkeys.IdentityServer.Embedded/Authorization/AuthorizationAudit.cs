using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>Writes down what was refused, and why.</summary>
internal sealed partial class AuthorizationAudit(PasskeysDbContext db, AuditTrail audit, RefusalBudget budget, ILogger<AuthorizationAudit> logger)
{
    public static string? AddressOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();

    /// <summary>A refusal. Where nobody is signed in, no pool is known: a request may be for several.</summary>
    public async Task RefusedAsync(HttpContext http, AuthorizationError error, string? clientId, Session? session)
    {
        LogRefused(clientId, error.Code);
        if (session is null && !budget.TrySpend())
            return;
        audit.Add(session?.Pool, AuditEvent.Authorization, new AuditFacts
        {
            Outcome = AuditTrail.Refused,
            Reason = error.Code,
            UserId = session?.UserId,
            ClientId = clientId,
            IpAddress = AddressOf(http),
        });
        await db.SaveChangesAsync(http.RequestAborted);
    }

    [LoggerMessage(5301, LogLevel.Information, "An authorization request of client {ClientId} was refused: {Error}")]
    private partial void LogRefused(string? clientId, string error);
}
