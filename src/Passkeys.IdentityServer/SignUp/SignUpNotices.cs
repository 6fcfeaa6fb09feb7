using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.SignUp;

/// <summary>
/// Tells the owner of an account, by mail, that someone tried to sign up with their address. In the background, so that the time the
/// answer takes tells nobody that there is an owner. When more come in than can be looked up, the rest is dropped.
/// </summary>
internal sealed partial class SignUpNotices(IServiceScopeFactory scopes, TimeProvider time, ILogger<SignUpNotices> logger) : BackgroundService
{
    private const int Capacity = 1000;

    private readonly Channel<(PoolId Pool, string Identifier, DateTimeOffset At)> _queue = Channel.CreateBounded<(PoolId, string, DateTimeOffset)>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Enqueue(PoolId pool, string identifier) => _queue.Writer.TryWrite((pool, identifier, time.GetUtcNow()));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (pool, identifier, at) in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<OwnerNotice>().SendIfOwnedAsync(pool, identifier, before: at, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailed(failure, pool);
            }
        }
    }

    [LoggerMessage(2300, LogLevel.Error, "A notice to an account's owner in pool {Pool} could not be sent.")]
    private partial void LogFailed(Exception failure, PoolId pool);
}
