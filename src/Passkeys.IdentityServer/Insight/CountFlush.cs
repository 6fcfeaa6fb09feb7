using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Passkeys.IdentityServer.Insight;

/// <summary>Writes what this node has counted.</summary>
internal sealed partial class CountFlush(Tally tally, IServiceScopeFactory scopes, ILogger<CountFlush> logger) : IDisposable
{
    // Parameters of one statement.
    private const int MostPools = 500;

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>False when it could not: what is not written is kept for the next time.</summary>
    public async Task<bool> TryFlushAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return await WriteAsync(Together(tally.Take()), ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    // Most counts of a moment are the same small numbers of the same things: one statement for all pools that have one.
    private static Queue<SharedCount> Together(IReadOnlyDictionary<CountKey, long> counts) => new(
        from count in counts
        group count.Key.Pool by (count.Key.Day, count.Key.Name, count.Key.Detail, Count: count.Value) into same
        from pools in same.Chunk(MostPools)
        select new SharedCount(same.Key.Day, same.Key.Name, same.Key.Detail, same.Key.Count, pools));

    private async Task<bool> WriteAsync(Queue<SharedCount> counts, CancellationToken ct)
    {
        if (counts.Count == 0)
            return true;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var writer = scope.ServiceProvider.GetRequiredService<CountWriter>();
            for (; counts.TryPeek(out var count); counts.Dequeue())
                await writer.AddAsync(count, ct);
            return true;
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException or InvalidOperationException)
        {
            LogFailed(failure);
            return false;
        }
        finally
        {
            tally.TakeBack(counts);
        }
    }

    [LoggerMessage(2950, LogLevel.Warning, "Could not write what was counted; trying again later")]
    private partial void LogFailed(Exception failure);
}
