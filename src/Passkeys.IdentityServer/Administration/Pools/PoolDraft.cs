using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>What a pool is to be.</summary>
/// <param name="Id">The id, which never changes.</param>
/// <param name="Name">What people call it, 1 to 200 characters.</param>
/// <param name="Enabled">Whether it answers at all.</param>
/// <param name="RpId">The RP ID of new passkeys.</param>
/// <param name="Policy">Everything else.</param>
public sealed record PoolDraft(PoolId Id, string Name, bool Enabled, string RpId, PoolPolicy Policy)
{
    /// <summary>
    /// A pool as it is. Origins of other sites, which an older version kept among the pool's own, are among <see cref="PoolPolicy.RelatedOrigins"/> here.
    /// </summary>
    public static PoolDraft Of(Pool pool) => new(pool.Id, pool.Name, pool.Enabled, pool.RpId, pool.Policy with
    {
        Origins = [.. pool.Policy.Origins.Where(origin => OriginRule.Fits(pool.RpId, origin))],
        RelatedOrigins = [.. pool.Policy.Origins.Where(origin => !OriginRule.Fits(pool.RpId, origin)).Concat(pool.Policy.RelatedOrigins).Distinct(StringComparer.Ordinal)],
    });
}
