using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>Keeps this node's <see cref="WebhookRoutes"/> as the other nodes have left them.</summary>
internal sealed partial class WebhookRoutesRefresh(WebhookRoutes routes, TimeProvider time, ILogger<WebhookRoutesRefresh> logger) : BackgroundService
{
    /// <summary>How late a node may be.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // Before the host answers its first call, so that it misses no event.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryRefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryRefreshAsync(stoppingToken);
    }

    private async Task TryRefreshAsync(CancellationToken ct)
    {
        try
        {
            await routes.RefreshAsync(ct);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // A host may start before its database, and outlive its absence. What was known stays known.
            LogFailed(failure.Message);
        }
    }

    [LoggerMessage(1920, LogLevel.Warning, "The webhooks could not be read; trying again soon: {Reason}")]
    private partial void LogFailed(string reason);
}
