using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Passkeys.IdentityServer.Transfer.Imports;

/// <summary>Stores the imports that were begun at a page. A host that stops, stops between two batches; the same file goes on from there.</summary>
internal sealed partial class BackgroundImports(IServiceScopeFactory scopes, ILogger<BackgroundImports> logger) : BackgroundService
{
    private readonly Channel<Begun.Ready> _waiting = Channel.CreateUnbounded<Begun.Ready>();

    public ValueTask AddAsync(Begun.Ready import) => _waiting.Writer.WriteAsync(import);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        try
        {
            await foreach (var import in _waiting.Reader.ReadAllAsync(stoppingToken))
            {
                running.RemoveAll(task => task.IsCompleted);
                // One pool has one at a time; that of another does not wait for it.
                running.Add(Task.Run(() => RunAsync(import, stoppingToken), CancellationToken.None));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(running);
            while (_waiting.Reader.TryRead(out var import))
                await RunAsync(import, stoppingToken);
        }
    }

    private async Task RunAsync(Begun.Ready import, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var file = import.Plan.File;
        try
        {
            await scope.ServiceProvider.GetRequiredService<ImportCredentials>().FinishAsync(import, progress: null, ct);
            LogFinished(import.Job.Id);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            LogInterrupted(import.Job.Id, import.Job.Done, import.Job.Total);
        }
        catch (Exception failure)
        {
            LogFailed(failure, import.Job.Id);
        }
        finally
        {
            await GiveBackAsync(scope, import);
        }
    }

    private async Task GiveBackAsync(AsyncServiceScope scope, Begun.Ready import)
    {
        try
        {
            await scope.ServiceProvider.GetRequiredService<ImportLeases>().GiveBackAsync(import.Lease);
        }
        catch (Exception failure)
        {
            // It ends by itself.
            LogFailed(failure, import.Job.Id);
        }
    }

    [LoggerMessage(1301, LogLevel.Information, "Import {Import} stopped after {Done} of {Total} records; the same file goes on from there")]
    private partial void LogInterrupted(Guid import, int done, int total);

    [LoggerMessage(1303, LogLevel.Information, "Import {Import} is done")]
    private partial void LogFinished(Guid import);

    [LoggerMessage(1302, LogLevel.Error, "Import {Import} failed")]
    private partial void LogFailed(Exception failure, Guid import);
}
