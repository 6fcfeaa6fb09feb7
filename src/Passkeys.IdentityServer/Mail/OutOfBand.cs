using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Mail;

/// <summary>
/// Does in the background what a call must not be seen to do: looking up whether an identifier has an account, and mailing its owner. The
/// answer is the same, and takes as long, whether or not there is one. When more comes in than can be done, the rest is dropped.
/// </summary>
internal sealed partial class OutOfBand(IServiceScopeFactory scopes, ILogger<OutOfBand> logger) : BackgroundService
{
    private const int Capacity = 1000;

    private readonly Channel<(PoolId Pool, Func<IServiceProvider, CancellationToken, Task> Errand)> _queue =
        Channel.CreateBounded<(PoolId, Func<IServiceProvider, CancellationToken, Task>)>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Does it soon, in a scope of its own. What goes wrong is logged.</summary>
    public void Enqueue(PoolId pool, Func<IServiceProvider, CancellationToken, Task> errand) => _queue.Writer.TryWrite((pool, errand));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (pool, errand) in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await errand(scope.ServiceProvider, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(failure, pool);
            }
        }
    }

    [LoggerMessage(2300, LogLevel.Error, "What was to be mailed in pool {Pool} could not be.")]
    private partial void LogFailed(Exception failure, PoolId pool);
}
