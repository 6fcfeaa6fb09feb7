using System.Text.Json.Serialization;

namespace Passkeys.IdentityServer.Audit;

/// <summary>An audit entry as the API shows it; members without a value are left out.</summary>
internal record AuditEntryJson
{
    protected AuditEntryJson(AuditEntry entry)
    {
        Id = entry.Id;
        At = entry.At;
        Pool = entry.Pool?.Value;
        Event = entry.Event;
        Outcome = entry.Outcome;
        Reason = entry.Reason;
        UserId = entry.UserId;
        ClientId = entry.ClientId;
        PasskeyId = entry.PasskeyId;
        IpAddress = entry.IpAddress;
        Actor = entry.Actor;
    }

    public Guid Id { get; }

    public DateTimeOffset At { get; }

    public string? Pool { get; }

    public string Event { get; }

    public string Outcome { get; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UserId { get; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientId { get; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PasskeyId { get; }

    public string? IpAddress { get; }

    public string Actor { get; }

    public static AuditEntryJson Of(AuditEntry entry) => new(entry);
}
