using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Passkeys.IdentityServer.Ceremonies;

/// <summary>Hands ceremonies to the host's observers, one after another. What does not fit into the queue is dropped: an observer must not slow a sign-in down.</summary>
internal sealed partial class CeremonyFeed(IServiceScopeFactory scopes, IServiceProviderIsService services, TimeProvider time, ILogger<CeremonyFeed> logger) : BackgroundService
{
    private const int Capacity = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly bool _isWanted = services.IsService(typeof(ICeremonyObserver));

    private readonly Channel<CeremonyEvent> _queue = Channel.CreateBounded<CeremonyEvent>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Add(CeremonyEvent ceremony)
    {
        if (_isWanted)
            _queue.Writer.TryWrite(ceremony);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var ceremony in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            foreach (var observer in scope.ServiceProvider.GetServices<ICeremonyObserver>())
                await TellAsync(observer, ceremony, stoppingToken);
        }
    }

    private async Task TellAsync(ICeremonyObserver observer, CeremonyEvent ceremony, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            var told = observer.ObserveAsync(ceremony, patience.Token);
            await told.WaitAsync(Patience, time, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            await patience.CancelAsync();
            LogFailed(failure, observer.GetType().Name);
        }
    }

    [LoggerMessage(2102, LogLevel.Error, "{Observer} failed to take note of a ceremony")]
    private partial void LogFailed(Exception failure, string observer);
}
