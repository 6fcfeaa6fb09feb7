using System.Text.Json.Serialization;

namespace Passkeys.IdentityServer.Audit;

/// <summary>An audit entry as the API shows it; members without a value are left out.</summary>
internal sealed record AuditEntryJson
{
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string? Pool { get; init; }

    public required string Event { get; init; }

    public required string Outcome { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? Reason { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? UserId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? ClientId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public required string? PasskeyId { get; init; }

    public required string? IpAddress { get; init; }

    public required string Actor { get; init; }

    public static AuditEntryJson Of(AuditEntry entry) => new()
    {
        Id = entry.Id,
        At = entry.At,
        Pool = entry.Pool?.Value,
        Event = entry.Event,
        Outcome = entry.Outcome,
        Reason = entry.Reason,
        UserId = entry.UserId,
        ClientId = entry.ClientId,
        PasskeyId = entry.PasskeyId,
        IpAddress = entry.IpAddress,
        Actor = entry.Actor,
    };
}
