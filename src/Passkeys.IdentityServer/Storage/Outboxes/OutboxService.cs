using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Passkeys.IdentityServer.Storage.Outboxes;

/// <summary>Delivers what is due: right after something happened on this node, and what is to be tried again when its time has come, whichever node wrote it.</summary>
/// <typeparam name="TOutbox">The outbox, a scoped service.</typeparam>
/// <typeparam name="TItem">What it holds.</typeparam>
/// <param name="scopes">Makes a scope for each delivery.</param>
/// <param name="signal">Wakes it.</param>
/// <param name="time">The clock.</param>
public abstract class OutboxService<TOutbox, TItem>(IServiceScopeFactory scopes, OutboxSignal signal, TimeProvider time) : BackgroundService
    where TOutbox : class, IOutbox<TItem>
{
    private const int BatchSize = 100;
    private const int AtOnce = 8;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Delivers until nothing is due, and says how long that is likely to last.</summary>
    /// <param name="ct">Cancels.</param>
    public async Task<TimeSpan> DeliverDueAsync(CancellationToken ct)
    {
        List<TItem> due;
        do
        {
            due = await AskAsync(outbox => outbox.FindDueAsync(BatchSize, ct));
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, DeliverAsync);
        }
        while (due.Count == BatchSize);
        return await AskAsync(outbox => outbox.FindNextAsync(ct)) is { } next ? Limit(next - time.GetUtcNow()) : LongestPause;
    }

    /// <summary>Logs what went wrong on this side: a database that is away, a bug. It is tried again.</summary>
    /// <param name="failure">What it was.</param>
    protected abstract void Report(Exception failure);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
            await signal.WaitAsync(await TryDeliverDueAsync(stoppingToken), time, stoppingToken);
    }

    private static TimeSpan Limit(TimeSpan pause) => pause < ShortestPause ? ShortestPause : pause > LongestPause ? LongestPause : pause;

    private async Task<TimeSpan> TryDeliverDueAsync(CancellationToken ct)
    {
        try
        {
            return await DeliverDueAsync(ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // A database that is away for a moment must not end the host.
            Report(failure);
            return LongestPause;
        }
    }

    private async ValueTask DeliverAsync(TItem item, CancellationToken ct)
    {
        try
        {
            await AskAsync(async outbox =>
            {
                await outbox.DeliverAsync(item, ct);
                return true;
            });
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One that cannot be delivered must not keep the others waiting.
            Report(failure);
        }
    }

    private async Task<T> AskAsync<T>(Func<TOutbox, Task<T>> question)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<TOutbox>());
    }
}
