using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Insight;

/// <summary>How a pool is used: what happened day by day, and how things stand.</summary>
public interface IInsight
{
    /// <summary>The fewest days that can be looked at.</summary>
    const int LeastDays = 7;

    /// <summary>The most days that can be looked at.</summary>
    const int MostDays = 365;

    /// <summary>How a pool is used; null where there is no such pool.</summary>
    /// <param name="pool">The pool, enabled or not.</param>
    /// <param name="days">How many days (UTC), today the last of them: 7 to 365.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more days.</exception>
    Task<InsightReport?> DescribeAsync(PoolId pool, int days, CancellationToken ct);
}
