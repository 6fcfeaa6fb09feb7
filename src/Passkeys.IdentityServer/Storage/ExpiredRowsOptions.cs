namespace Passkeys.IdentityServer.Storage;

/// <summary>How rows that nothing can use any more are removed.</summary>
public sealed class ExpiredRowsOptions
{
    /// <summary>The time between two clean-ups of one node. Default 10 minutes.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The most rows that one statement removes, so that no clean-up holds locks for long. Default 1000.</summary>
    public int BatchSize { get; set; } = 1000;
}
