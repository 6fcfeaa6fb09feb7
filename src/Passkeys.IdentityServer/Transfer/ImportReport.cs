namespace Passkeys.IdentityServer.Transfer;

/// <summary>What an import did, or would do.</summary>
public sealed record ImportReport
{
    /// <summary>How many errors are told; the rest is counted.</summary>
    public const int MostErrors = 1000;

    /// <summary>The import, or null where nothing was begun.</summary>
    public Guid? Id { get; init; }

    /// <summary>One of <see cref="ImportFormat"/>.</summary>
    public required string Format { get; init; }

    /// <summary>Whether nothing was to be stored.</summary>
    public bool DryRun { get; init; }

    /// <summary>How many records the file has.</summary>
    public int Total { get; init; }

    /// <summary>How many people were added, or would be.</summary>
    public int Users { get; init; }

    /// <summary>How many credentials were added, or would be.</summary>
    public int Credentials { get; init; }

    /// <summary>How many credentials were there already, the same.</summary>
    public int Skipped { get; init; }

    /// <summary>How many credentials the file does not say of whether they are backup eligible; their first sign-in does.</summary>
    public int BackupEligibilityUnknown { get; init; }

    /// <summary>What is wrong, in the order of the file; at most <see cref="MostErrors"/>.</summary>
    public IReadOnlyList<ImportError> Errors { get; init; } = [];

    /// <summary>How many errors there are in all.</summary>
    public int ErrorCount { get; init; }
}
