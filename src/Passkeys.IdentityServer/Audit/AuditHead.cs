namespace Passkeys.IdentityServer.Audit;

/// <summary>
/// The two ends of the chain of a pool's audit: what was sealed last, so that a missing end shows; and what was removed last because it was older than the pool
/// keeps it, so that a missing beginning shows.
/// </summary>
public class AuditHead
{
    /// <summary>The pool's id; <c>-</c> for what belongs to no pool.</summary>
    public required string Chain { get; init; }

    /// <summary>The number of the entry that was sealed last; 0: none.</summary>
    public long Sequence { get; set; }

    /// <summary>Its hash; empty: none.</summary>
    public string Hash { get; set; } = "";

    /// <summary>The number of the entry that was removed last; 0: none.</summary>
    public long RemovedSequence { get; set; }

    /// <summary>Its hash; empty: none.</summary>
    public string RemovedHash { get; set; } = "";

    /// <summary>A keyed hash over the rest, in base64url: who writes to the database alone cannot move an end of the chain.</summary>
    public string Seal { get; set; } = "";
}
