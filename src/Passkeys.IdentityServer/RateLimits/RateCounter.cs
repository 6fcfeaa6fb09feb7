namespace Passkeys.IdentityServer.RateLimits;

/// <summary>How much of a limit was used in one stretch of time, by whoever it counts; all nodes share it.</summary>
public class RateCounter
{
    /// <summary>What is counted, for whom, and in which stretch of time: a keyed hash, so that the table tells nobody's address or name.</summary>
    public required string Key { get; init; }

    /// <summary>How much was used.</summary>
    public long Count { get; set; }

    /// <summary>When the stretch ends (UTC): a new one begins with the next use, or the row goes.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }
}
