using System.Collections.Frozen;
using Duende.IdentityServer.Events;
using Passkeys.IdentityServer.Audit;

namespace Passkeys.IdentityServer.Duende.Events;

/// <summary>What the extension audited, as an event of Duende's. Ids begin at 8100; Duende's own end below 8000.</summary>
public sealed class PasskeyEvent : Event
{
    private const string PasskeysCategory = "Passkeys";
    private const int Unnumbered = 8199;

    private static readonly FrozenDictionary<string, int> Ids = new Dictionary<string, int>
    {
        [AuditEvent.SignIn] = 8100,
        [AuditEvent.CounterRegressed] = 8101,
        [AuditEvent.ResultCodeRedeemed] = 8102,
        [AuditEvent.SignOut] = 8103,
        [AuditEvent.HostSignIn] = 8104,
        [AuditEvent.PasskeyAdded] = 8110,
        [AuditEvent.PasskeyRenamed] = 8111,
        [AuditEvent.PasskeyRemoved] = 8112,
        [AuditEvent.SignUp] = 8120,
        [AuditEvent.Activation] = 8121,
        [AuditEvent.RefreshTokenReused] = 8130,
        [AuditEvent.AuthorizationCodeReused] = 8131,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal PasskeyEvent(AuditEntry entry)
        : base(PasskeysCategory, entry.Event, entry.Outcome == AuditTrail.Success ? EventTypes.Success : EventTypes.Failure, IdOf(entry.Event), entry.Reason)
    {
        Pool = entry.Pool?.Value;
        SubjectId = entry.UserId;
        ClientId = entry.ClientId;
        PasskeyId = entry.PasskeyId;
    }

    /// <summary>The pool, or null where none was named.</summary>
    public string? Pool { get; }

    /// <summary>The person, <c>sub</c>, or null when unknown.</summary>
    public string? SubjectId { get; }

    /// <summary>The client, or null.</summary>
    public string? ClientId { get; }

    /// <summary>The passkey, by its id in the API, or null.</summary>
    public string? PasskeyId { get; }

    private static int IdOf(string name) => Ids.GetValueOrDefault(name, Unnumbered);
}
