using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Pools;

namespace HostSample.Commands;

/// <summary>The pool that a command names.</summary>
internal static class OnePool
{
    /// <summary>Finds it, enabled or not; null, and a sentence on standard error, where there is none.</summary>
    public static async Task<Pool?> FindAsync(IServiceProvider services, string named, CancellationToken ct)
    {
        if (PoolId.TryParse(named, out var id) && await services.GetRequiredService<IAdministeredPools>().FindAsync(id, ct) is { } pool)
            return pool;
        await Console.Error.WriteLineAsync($"There is no pool '{named}'.");
        return null;
    }
}
