using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Audit.Verification;

/// <summary>What a verification found.</summary>
/// <param name="Chains">One report a chain: pools by their id, what belongs to none first.</param>
public sealed record AuditReport(IReadOnlyList<AuditChainReport> Chains)
{
    /// <summary>Whether every chain is unbroken.</summary>
    public bool IsIntact => Chains.All(chain => chain.Problem is null);
}

/// <summary>What a verification found in one chain.</summary>
public sealed record AuditChainReport
{
    /// <summary>The pool, or null for what belongs to none.</summary>
    public required PoolId? Pool { get; init; }

    /// <summary>How many entries hang together: all that are sealed, or those before the first problem.</summary>
    public required long Sealed { get; init; }

    /// <summary>How many entries wait for their seal.</summary>
    public required long Waiting { get; init; }

    /// <summary>How many entries were removed because they were older than they are kept.</summary>
    public required long Removed { get; init; }

    /// <summary>The number of the entry that was sealed last; 0: none.</summary>
    public required long LastSequence { get; init; }

    /// <summary>Its hash; empty: none. Kept outside, it proves later that the chain still is the one it was.</summary>
    public required string LastHash { get; init; }

    /// <summary>The first problem; null where the chain is unbroken.</summary>
    public AuditProblem? Problem { get; init; }
}

/// <summary>What is wrong with a chain.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Sequence">The number of the entry that it is about, or null.</param>
/// <param name="Entry">The id of the entry, where there is one.</param>
/// <param name="At">When that entry is said to have been written (UTC).</param>
public sealed record AuditProblem(AuditProblemKind Kind, long? Sequence = null, Guid? Entry = null, DateTimeOffset? At = null)
{
    /// <summary>It in a sentence, in English, for logs and operators.</summary>
    public override string ToString() => Kind switch
    {
        AuditProblemKind.MissingEntry => $"Entry number {Sequence} is missing.",
        AuditProblemKind.ChangedEntry => $"Entry number {Sequence} ({Entry}) was changed, or is not the one that was sealed.",
        AuditProblemKind.DuplicateEntry => $"There is more than one entry number {Sequence}; one is {Entry}.",
        AuditProblemKind.UnknownEntry => $"Entry number {Sequence} ({Entry}) stands outside the ends of the chain.",
        AuditProblemKind.MovedEnd => $"The end is missing, from entry number {Sequence} on.",
        AuditProblemKind.MissingHead => "The ends of the chain are missing.",
        AuditProblemKind.ForgedHead => "The ends of the chain were changed: their seal is not right.",
        AuditProblemKind.Unsealed => $"Entry {Entry} of {At:u} still waits for its seal.",
        _ => Kind.ToString(),
    };
}

/// <summary>Kinds of problems.</summary>
public enum AuditProblemKind
{
    /// <summary>An entry is missing.</summary>
    MissingEntry,

    /// <summary>An entry is not what was sealed.</summary>
    ChangedEntry,

    /// <summary>Two entries have one number.</summary>
    DuplicateEntry,

    /// <summary>An entry has a number that was never given, or that of one that was removed in time.</summary>
    UnknownEntry,

    /// <summary>The entries that were sealed last are missing.</summary>
    MovedEnd,

    /// <summary>Entries are sealed, and the ends of their chain are missing.</summary>
    MissingHead,

    /// <summary>The seal of the ends is not right.</summary>
    ForgedHead,

    /// <summary>An entry waits for its seal longer than it should (<see cref="AuditOptions.UnsealedAfter"/>).</summary>
    Unsealed,
}
