using System.Collections.Frozen;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administrators;

/// <summary>How far an administrator reaches. What is not named is out of reach.</summary>
public sealed record AdministratorReach
{
    private readonly FrozenSet<PoolId> _reads;
    private readonly FrozenSet<PoolId> _changes;

    private AdministratorReach(bool readsAll, bool changesAll, IEnumerable<PoolId> reads, IEnumerable<PoolId> changes) =>
        (ReadsAll, IsPlatform, _reads, _changes) = (readsAll || changesAll, changesAll, reads.ToFrozenSet(), changes.ToFrozenSet());

    /// <summary>Everything.</summary>
    public static AdministratorReach Everything { get; } = new(readsAll: true, changesAll: true, [], []);

    /// <summary>Nothing.</summary>
    public static AdministratorReach Nothing { get; } = new(readsAll: false, changesAll: false, [], []);

    /// <summary>Whether every pool may be read.</summary>
    public bool ReadsAll { get; }

    /// <summary>Whether every pool may be changed, and what belongs to none: a platform administrator.</summary>
    public bool IsPlatform { get; }

    /// <summary>Whether there is anything within reach.</summary>
    public bool IsAny => ReadsAll || _reads.Count > 0;

    /// <summary>The pools that may be read, where they are not all.</summary>
    public IReadOnlyCollection<PoolId> Pools => _reads;

    /// <summary>Whether a pool may be read, with all that is in it.</summary>
    public bool MayRead(PoolId pool) => ReadsAll || _reads.Contains(pool);

    /// <summary>Whether a pool may be changed, and what is in it.</summary>
    public bool MayChange(PoolId pool) => IsPlatform || _changes.Contains(pool);

    /// <summary>Whether a role of somebody else's may be told: one of a pool tells that there is such a pool.</summary>
    public bool MayLearnOf(string role) => ReadsAll || (AdministratorRole.PoolOf(role) is { } pool && MayRead(pool));

    /// <summary>The reach of a person with these roles. What is no role gives nothing.</summary>
    public static AdministratorReach Of(IReadOnlyCollection<string> roles) => new(
        roles.Contains(AdministratorRole.Auditor),
        roles.Contains(AdministratorRole.Platform),
        PoolsOf(roles),
        PoolsOf(roles.Where(AdministratorRole.IsPoolAdministrator)));

    /// <summary>The whole of some pools.</summary>
    public static AdministratorReach OfPools(IReadOnlyCollection<PoolId> pools) => new(readsAll: false, changesAll: false, pools, pools);

    /// <summary>The same without the right to change anything.</summary>
    public AdministratorReach ReadOnly() => new(ReadsAll, changesAll: false, _reads, []);

    /// <summary>
    /// Whether it reaches at least as far as another. Who acts on an administrator must: else a pool's administrator would take over the account of one who may do more.
    /// </summary>
    public bool Covers(AdministratorReach other) =>
        IsPlatform || (!other.IsPlatform && (ReadsAll || !other.ReadsAll) && other._reads.All(MayRead) && other._changes.All(MayChange));

    private static IEnumerable<PoolId> PoolsOf(IEnumerable<string> roles) => roles.Select(AdministratorRole.PoolOf).OfType<PoolId>();
}
