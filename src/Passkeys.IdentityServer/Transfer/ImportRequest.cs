namespace Passkeys.IdentityServer.Transfer;

/// <summary>How a file is to be imported.</summary>
public sealed record ImportRequest
{
    /// <summary>One of <see cref="ImportFormat"/>.</summary>
    public required string Format { get; init; }

    /// <summary>Look at the file and store nothing. Default false.</summary>
    public bool DryRun { get; init; }

    /// <summary>Leave out the records that are wrong and store the others. Default false: where one is wrong nothing is stored.</summary>
    public bool SkipInvalid { get; init; }

    /// <summary>The RP ID of passkeys for which the file tells none. Default null.</summary>
    public string? RpId { get; init; }
}

/// <summary>How far an import is.</summary>
/// <param name="Done">How many records are done.</param>
/// <param name="Total">How many the file has; 0 while it is being looked at.</param>
public sealed record ImportProgress(int Done, int Total);
