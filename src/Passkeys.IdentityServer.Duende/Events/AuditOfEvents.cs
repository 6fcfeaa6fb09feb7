using System.Collections.Frozen;
using Duende.IdentityServer.Events;
using Duende.IdentityServer.Services;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Duende.Events;

/// <summary>
/// Writes into the audit trail what Duende does with the access of people: codes, consents, withdrawals, revocations. What strangers get
/// wrong stays in the log: anyone can cause it, and the trail is not theirs to fill. Duende raises events only where its options say so.
/// </summary>
internal sealed class AuditOfEvents(IEventSink others, IServiceScopeFactory scopes, IHttpContextAccessor http) : IEventSink
{
    private static readonly FrozenSet<string> Written = FrozenSet.Create(
        AuditEvent.Authorization, AuditEvent.ConsentGiven, AuditEvent.ConsentWithdrawn, AuditEvent.TokenRevoked);

    /// <summary>Whether an entry came from an event of Duende's.</summary>
    public static bool Wrote(AuditEntry entry) => Written.Contains(entry.Event);

    public async Task PersistAsync(Event evt)
    {
        await others.PersistAsync(evt);
        if (Read(evt) is not var (name, facts))
            return;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AuditTrail>().Add(await PoolOfAsync(facts.UserId), name, facts with { IpAddress = evt.RemoteIpAddress });
        await scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().SaveChangesAsync();
    }

    private static (string Name, AuditFacts Facts)? Read(Event evt) => evt switch
    {
        TokenIssuedSuccessEvent { Endpoint: "Authorize", SubjectId: { } subject } issued => (AuditEvent.Authorization, new AuditFacts { UserId = subject, ClientId = issued.ClientId }),
        TokenIssuedFailureEvent { Endpoint: "Authorize", SubjectId: { } subject } failed =>
            (AuditEvent.Authorization, new AuditFacts { UserId = subject, ClientId = failed.ClientId, Outcome = AuditTrail.Refused, Reason = failed.Error }),
        ConsentGrantedEvent granted => (AuditEvent.ConsentGiven, new AuditFacts { UserId = granted.SubjectId, ClientId = granted.ClientId }),
        GrantsRevokedEvent revoked => (AuditEvent.ConsentWithdrawn, new AuditFacts { UserId = revoked.SubjectId, ClientId = revoked.ClientId }),
        TokenRevokedSuccessEvent revoked => (AuditEvent.TokenRevoked, new AuditFacts { ClientId = revoked.ClientId, Actor = $"client:{revoked.ClientId}" }),
        _ => null,
    };

    private async Task<PoolId?> PoolOfAsync(string? subject) =>
        subject is not null && http.HttpContext is { } context && await LiveSession.OfAsync(context) is { } live && live.User.Id == subject ? live.Session.Pool : null;
}
