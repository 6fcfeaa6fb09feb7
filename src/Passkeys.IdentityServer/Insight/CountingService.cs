using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Insight;

/// <summary>Writes counts a few seconds after something happened, and when the host ends; removes old ones once a day.</summary>
internal sealed partial class CountingService(
    CountFlush flush,
    PoolSizes sizes,
    CountingSignal signal,
    IServiceScopeFactory scopes,
    IOptions<InsightOptions> options,
    IOptions<ExpiredRowsOptions> expired,
    TimeProvider time,
    ILogger<CountingService> logger) : BackgroundService
{
    private DateOnly _cleaned;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await flush.TryFlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await signal.WaitAsync(stoppingToken);
            await Task.Delay(options.Value.FlushAfter, time, stoppingToken);
            if (!await flush.TryFlushAsync(stoppingToken))
                signal.Raise();
            await TidyAsync(stoppingToken);
        }
    }

    private async Task TidyAsync(CancellationToken ct)
    {
        try
        {
            await sizes.RefreshAsync(ct);
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            if (_cleaned == today)
                return;
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<CountWriter>().RemoveBeforeAsync(today.AddDays(-options.Value.KeepDays), expired.Value.BatchSize, ct);
            _cleaned = today;
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException or InvalidOperationException)
        {
            // A database that is away for a moment must not end the host; the next turn makes up for it.
            LogFailed(failure);
        }
    }

    [LoggerMessage(2951, LogLevel.Warning, "Could not count people and passkeys, or remove old counts; trying again later")]
    private partial void LogFailed(Exception failure);
}
