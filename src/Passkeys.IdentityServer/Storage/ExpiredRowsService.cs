using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Passkeys.IdentityServer.Storage;

/// <summary>Removes expired rows from time to time. Several nodes may do so at once: whoever comes second finds less.</summary>
internal sealed partial class ExpiredRowsService(
    IServiceScopeFactory scopes, TimeProvider time, IOptions<ExpiredRowsOptions> options, ILogger<ExpiredRowsService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await RemoveAsync(stoppingToken);
    }

    private async Task RemoveAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var rows = ActivatorUtilities.CreateInstance<ExpiredRows>(scope.ServiceProvider);
            var removed = await rows.RemoveAsync(time.GetUtcNow(), options.Value.BatchSize, ct);
            LogRemoved(removed);
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException or InvalidOperationException)
        {
            // A database that is away for a moment must not end the host; the next turn makes up for it.
            LogFailed(failure);
        }
    }

    [LoggerMessage(1901, LogLevel.Debug, "Removed {Count} expired rows")]
    private partial void LogRemoved(int count);

    [LoggerMessage(1902, LogLevel.Warning, "Could not remove expired rows; trying again later")]
    private partial void LogFailed(Exception failure);
}
