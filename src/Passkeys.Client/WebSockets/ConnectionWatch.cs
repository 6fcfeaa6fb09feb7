using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Passkeys.Client.Bearer;

namespace Passkeys.Client.WebSockets;

/// <summary>Looks after open connections: every second, or more often where the interval is shorter.</summary>
internal sealed partial class ConnectionWatch(PasskeyConnections connections, IOptions<PasskeysBearerOptions> options, TimeProvider time, ILogger<ConnectionWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = options.Value.ConnectionCheckInterval;
        using var timer = new PeriodicTimer(interval < Second ? interval : Second, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await CheckAsync(stoppingToken);
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        try
        {
            await connections.CheckDueAsync(ct);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The next round may go better; without one, connections would live for ever.
            LogFailed(error);
        }
    }

    [LoggerMessage(7202, LogLevel.Error, "Open connections could not be checked")]
    private partial void LogFailed(Exception error);
}
