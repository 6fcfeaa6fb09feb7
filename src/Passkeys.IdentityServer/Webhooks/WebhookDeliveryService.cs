using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>Delivers what is due: right after an event of this node, and what is to be tried again when its time has come, whichever node wrote it.</summary>
internal sealed partial class WebhookDeliveryService(IServiceScopeFactory scopes, WebhookSignal signal, TimeProvider time, ILogger<WebhookDeliveryService> logger) : BackgroundService
{
    private const int BatchSize = 100;
    private const int AtOnce = 8;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Delivers until nothing is due, and says how long that is likely to last.</summary>
    public async Task<TimeSpan> DeliverDueAsync(CancellationToken ct)
    {
        List<WebhookDelivery> due;
        do
        {
            due = await AskAsync(attempts => attempts.FindDueAsync(BatchSize, ct));
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, DeliverAsync);
        }
        while (due.Count == BatchSize);
        return await AskAsync(attempts => attempts.FindNextAsync(ct)) is { } next ? Limit(next - time.GetUtcNow()) : LongestPause;
    }

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
            LogFailed(failure);
            return LongestPause;
        }
    }

    private async ValueTask DeliverAsync(WebhookDelivery delivery, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<WebhookAttempts>().DeliverAsync(delivery, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One that cannot be delivered must not keep the others waiting.
            LogFailed(failure);
        }
    }

    private async Task<T> AskAsync<T>(Func<WebhookAttempts, Task<T>> question)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<WebhookAttempts>());
    }

    [LoggerMessage(1923, LogLevel.Error, "Webhooks could not be told; trying again later")]
    private partial void LogFailed(Exception failure);
}
