using System.Text.Json.Serialization;
using Passkeys.IdentityServer.Audit.Verification;

namespace Passkeys.IdentityServer.Administration.Trail;

/// <summary>The state of a chain as the API shows it.</summary>
internal sealed record AuditChainJson(string? Pool, bool Intact, long Sealed, long Waiting, long Removed, long LastSequence, string LastHash)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AuditProblemJson? Problem { get; init; }

    public static AuditChainJson Of(AuditChainReport chain) =>
        new(chain.Pool?.Value, chain.Problem is null, chain.Sealed, chain.Waiting, chain.Removed, chain.LastSequence, chain.LastHash)
        {
            Problem = chain.Problem is { } problem ? AuditProblemJson.Of(problem) : null,
        };
}

/// <summary>What is wrong with a chain.</summary>
internal sealed record AuditProblemJson(string Kind, string Detail)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Sequence { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Entry { get; init; }

    public static AuditProblemJson Of(AuditProblem problem) => new(WordOf(problem.Kind), problem.ToString()) { Sequence = problem.Sequence, Entry = problem.Entry };

    private static string WordOf(AuditProblemKind kind) => kind switch
    {
        AuditProblemKind.MissingEntry => "missing_entry",
        AuditProblemKind.ChangedEntry => "changed_entry",
        AuditProblemKind.DuplicateEntry => "duplicate_entry",
        AuditProblemKind.UnknownEntry => "unknown_entry",
        AuditProblemKind.MovedEnd => "moved_end",
        AuditProblemKind.MissingHead => "missing_head",
        AuditProblemKind.ForgedHead => "forged_head",
        AuditProblemKind.Unsealed => "unsealed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };
}
