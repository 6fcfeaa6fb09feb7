using System.Text.Json.Serialization;

namespace Passkeys.IdentityServer.Audit;

/// <summary>An audit entry as an export has it: with its place in the chain, once it has one.</summary>
internal sealed record SealedEntryJson : AuditEntryJson
{
    private SealedEntryJson(AuditEntry entry)
        : base(entry)
    {
        Sequence = entry.Sequence;
        Hash = entry.Hash;
    }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Sequence { get; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Hash { get; }

    public static SealedEntryJson OfSealed(AuditEntry entry) => new(entry);
}
