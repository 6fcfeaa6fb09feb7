using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Audit.Sealing;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Audit.Retention;

/// <summary>Removes audit entries that are older than their pool keeps them, from time to time. Several nodes may: whoever comes second finds less.</summary>
internal sealed partial class AuditRetentionService(
    IServiceScopeFactory scopes, TimeProvider time, IOptions<AuditOptions> options, ILogger<AuditRetentionService> logger) : BackgroundService
{
    /// <summary>Removes what is due of every chain, and says how many entries that were.</summary>
    public static async Task<long> TrimAsync(IServiceProvider scope, CancellationToken ct)
    {
        var db = scope.GetRequiredService<PasskeysDbContext>();
        // By whole days (UTC), so that a pool's is due once a day, however often it is looked.
        var today = scope.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime.Date;
        var chains = await db.AuditHeads.Where(head => head.Sequence > head.RemovedSequence).Select(head => head.Chain).ToListAsync(ct);
        var pools = (await db.Pools.AsNoTracking().Select(pool => new { pool.Id, pool.Policy }).ToListAsync(ct)).ToDictionary(pool => pool.Id.Value, pool => pool.Policy.AuditRetentionDays, StringComparer.Ordinal);
        var others = scope.GetRequiredService<IOptions<AuditOptions>>().Value.RetentionDays;
        var removed = 0L;
        foreach (var chain in chains)
        {
            if ((pools.TryGetValue(chain, out var days) ? days : others) is { } kept and > 0)
                removed += await scope.GetRequiredService<AuditRetention>().TrimAsync(AuditChain.PoolOf(chain), new DateTimeOffset(today, TimeSpan.Zero).AddDays(-kept), ct);
        }
        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.RetentionInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryTrimAsync(stoppingToken);
    }

    private async Task TryTrimAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            LogRemoved(await TrimAsync(scope.ServiceProvider, ct));
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException or InvalidOperationException)
        {
            LogFailed(failure);
        }
    }

    [LoggerMessage(1936, LogLevel.Debug, "Removed {Count} audit entries")]
    private partial void LogRemoved(long count);

    [LoggerMessage(1937, LogLevel.Warning, "Old audit entries could not be removed; trying again later")]
    private partial void LogFailed(Exception failure);
}
