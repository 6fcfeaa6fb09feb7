using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration;

/// <summary>The pools as administrators have them: also the disabled ones.</summary>
public interface IAdministeredPools
{
    /// <summary>Finds a pool, enabled or not, or null.</summary>
    Task<Pool?> FindAsync(PoolId pool, CancellationToken ct);
}
