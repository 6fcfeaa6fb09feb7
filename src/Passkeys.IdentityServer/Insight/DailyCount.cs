using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Insight;

/// <summary>How often something happened in a pool on one day. It says nothing about anyone.</summary>
public class DailyCount
{
    /// <summary>The pool.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>The day (UTC).</summary>
    public required DateOnly Day { get; init; }

    /// <summary>What happened.</summary>
    public required string Name { get; init; }

    /// <summary>Which kind of it, such as the method or the reason; empty where there is one kind.</summary>
    public required string Detail { get; init; }

    /// <summary>How often.</summary>
    public long Count { get; set; }
}
