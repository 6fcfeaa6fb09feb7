using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.RateLimits;

/// <summary>Counts what strangers do, over all nodes together.</summary>
internal interface IRateLimits
{
    /// <summary>Takes one of a limit. Null when there was one left; else how long until there is again.</summary>
    /// <param name="pool">The pool, or null for what counts in all of them together.</param>
    /// <param name="limit">Which limit.</param>
    /// <param name="key">Whose: an address, a normalised identifier. What is stored is a keyed hash of it.</param>
    /// <param name="own">What the pool says of its limits, or null: what the host says holds, and the pool's where it is less.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask<TimeSpan?> TakeAsync(PoolId? pool, RateLimit limit, string key, PoolLimits? own, CancellationToken ct);
}
