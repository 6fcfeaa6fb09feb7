namespace Passkeys.IdentityServer.Audit;

/// <summary>How the audit is sealed, checked and kept; the settings <c>Audit:*</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>Whether this node seals entries. Default true; false for one that leaves it to the others. Some node has to.</summary>
    public bool Seals { get; set; } = true;

    /// <summary>The longest time between two looks for entries that wait for their seal; a commit of this node has one at once. Default 1 minute.</summary>
    public TimeSpan SealingInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an entry may wait for its seal before a verification calls that a fault. Default 10 minutes.</summary>
    public TimeSpan UnsealedAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many days entries are kept that belong to no pool, or to one that is gone. Default null: for ever. A pool's are kept as its rules say.</summary>
    public int? RetentionDays { get; set; }

    /// <summary>The time between two looks for entries that are older than they are kept. Default 1 hour.</summary>
    public TimeSpan RetentionInterval { get; set; } = TimeSpan.FromHours(1);
}
