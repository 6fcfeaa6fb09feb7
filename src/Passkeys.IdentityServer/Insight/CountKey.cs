using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Insight;

/// <summary>What is counted on one day (UTC).</summary>
internal readonly record struct CountKey(PoolId Pool, DateOnly Day, string Name, string Detail);

/// <summary>The same count for some pools: one statement adds it to all of them.</summary>
internal sealed record SharedCount(DateOnly Day, string Name, string Detail, long Count, IReadOnlyList<PoolId> Pools);
