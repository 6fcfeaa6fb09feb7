namespace Passkeys.IdentityServer.Pools;

/// <summary>The pools of this host.</summary>
public interface IPools
{
    /// <summary>Finds an enabled pool, or null: a disabled pool is as unknown as one that never was.</summary>
    Task<Pool?> FindAsync(PoolId pool, CancellationToken ct);

    /// <summary>All enabled pools, by name.</summary>
    Task<IReadOnlyList<Pool>> ListEnabledAsync(CancellationToken ct);

    /// <summary>The enabled pools whose RP ID this is, or was before they moved.</summary>
    Task<IReadOnlyList<Pool>> ListByRpIdAsync(string rpId, CancellationToken ct);
}
