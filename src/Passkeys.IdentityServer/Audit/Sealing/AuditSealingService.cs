using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Passkeys.IdentityServer.Audit.Sealing;

/// <summary>Seals at the start, right after this node's commits, from time to time what other nodes have left, and before the host stops.</summary>
internal sealed partial class AuditSealingService(
    AuditSealing sealing, AuditSignal signal, TimeProvider time, IOptions<AuditOptions> options, ILogger<AuditSealingService> logger) : BackgroundService
{
    // What is committed in a moment is sealed together: one transaction for all of it.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan AtStop = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Value.Seals && !stoppingToken.IsCancellationRequested)
        {
            await TrySealAsync(stoppingToken);
            await signal.WaitAsync(options.Value.SealingInterval, time, stoppingToken);
            await Task.Delay(Moment, time, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!options.Value.Seals)
            return;
        using var enough = new CancellationTokenSource(AtStop, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, enough.Token);
        try
        {
            await TrySealAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // There is more than a moment's work left: another node, or the next start, goes on.
        }
    }

    private async Task TrySealAsync(CancellationToken ct)
    {
        try
        {
            LogSealed(await sealing.SealAsync(ct));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A database that is away for a moment must not end the host; entries wait.
            LogFailed(failure);
        }
    }

    [LoggerMessage(1933, LogLevel.Debug, "Sealed {Count} audit entries")]
    private partial void LogSealed(long count);

    [LoggerMessage(1934, LogLevel.Warning, "Audit entries could not be sealed; trying again soon")]
    private partial void LogFailed(Exception failure);
}
