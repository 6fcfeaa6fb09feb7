using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Audit.Sealing;

/// <summary>The names of chains: a pool's id, and one that no pool can have for what belongs to none.</summary>
internal static class AuditChain
{
    public const string WithoutPool = "-";

    public static string Of(PoolId? pool) => pool?.Value ?? WithoutPool;

    public static PoolId? PoolOf(string chain) => chain == WithoutPool ? null : new PoolId(chain);
}
