using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Transfer;

/// <summary>An import of people and credentials into a pool: how far it is, so that one that was interrupted goes on where it was.</summary>
public class ImportJob
{
    /// <summary>A version 7 UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>The pool.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>The format of the file.</summary>
    public required string Format { get; init; }

    /// <summary>SHA-256 of the file, base64url: only the same file goes on.</summary>
    public required string FileHash { get; init; }

    /// <summary>Who began it: a user id, <c>client:id</c>, or <c>operator</c> for the command line.</summary>
    public required string Actor { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last got on (UTC).</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>When it was done (UTC), or null.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>How many records of the file are done. Written in the transaction that stores them.</summary>
    public int Done { get; set; }

    /// <summary>How many records the file has.</summary>
    public int Total { get; set; }

    /// <summary>How many people were added.</summary>
    public int Users { get; set; }

    /// <summary>How many credentials were added.</summary>
    public int Credentials { get; set; }

    /// <summary>How many credentials were there already.</summary>
    public int Skipped { get; set; }
}
