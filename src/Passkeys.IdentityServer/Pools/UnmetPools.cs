using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Passkeys.IdentityServer.Pools;

/// <summary>
/// Says at start which pools ask for more than the verifier at hand can do: they were saved when the host was configured otherwise. Where it is
/// verified attestation that they ask for, their registrations are refused; an algorithm is just not offered.
/// </summary>
internal sealed partial class UnmetPools(IServiceScopeFactory scopes, PoolRules rules, ILogger<UnmetPools> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            foreach (var pool in await scope.ServiceProvider.GetRequiredService<IPools>().ListEnabledAsync(cancellationToken))
            {
                if (rules.FindUnmet(pool.Policy) is { } unmet)
                    LogUnmet(pool.Id, unmet.Message);
            }
        }
        catch (DbException unreachable)
        {
            // A host may start before its database. Its health says so; this is only about the pools.
            LogNotLooked(unreachable.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(2400, LogLevel.Warning, "Pool {Pool} asks for more than this host can verify. {Unmet}")]
    private partial void LogUnmet(PoolId pool, string unmet);

    [LoggerMessage(2401, LogLevel.Warning, "The pools were not compared with what this host can verify: {Reason}")]
    private partial void LogNotLooked(string reason);
}
