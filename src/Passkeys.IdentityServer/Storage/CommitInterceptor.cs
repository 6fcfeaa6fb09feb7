using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Passkeys.IdentityServer.Storage;

/// <summary>Notices when a context's changes are saved for good, and runs what waits for it.</summary>
internal sealed partial class CommitInterceptor(ILogger<CommitInterceptor> logger) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    private readonly ConditionalWeakTable<DbContext, Waiting> _waiting = [];

    public void Add(DbContext context, Func<Task> action) =>
        _waiting.GetOrCreateValue(context).Actions.Add((context.Database.CurrentTransaction?.TransactionId, action));

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (Find(eventData.Context) is { } waiting)
            waiting.IsSaving = true;
        return ValueTask.FromResult(result);
    }

    public async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (Find(eventData.Context) is not { } waiting)
            return result;
        waiting.IsSaving = false;
        if (eventData.Context!.Database.CurrentTransaction is null)
            await RunAsync(waiting);
        return result;
    }

    public Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default) => ForgetAsync(eventData.Context);

    public Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default) => ForgetAsync(eventData.Context);

    // A save makes a transaction of its own where it needs one; that is not the end of it.
    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        Find(eventData.Context) is { IsSaving: false } waiting ? RunAsync(waiting) : Task.CompletedTask;

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
        ForgetAsync(eventData.Context);

    // A transaction that was left without a commit has rolled back, and said nothing of it.
    public override ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        if (Find(eventData.Context) is { IsSaving: false } waiting)
            waiting.Actions.RemoveAll(action => action.Transaction is not null);
        return ValueTask.FromResult(result);
    }

    private Waiting? Find(DbContext? context) => context is not null && _waiting.TryGetValue(context, out var waiting) ? waiting : null;

    private Task ForgetAsync(DbContext? context)
    {
        if (context is not null)
            _waiting.Remove(context);
        return Task.CompletedTask;
    }

    private async Task RunAsync(Waiting waiting)
    {
        var actions = waiting.Actions.ToArray();
        waiting.Actions.Clear();
        foreach (var (_, action) in actions)
            await RunAsync(action);
    }

#pragma warning disable CA1031 // What was done is done: whatever goes wrong afterwards must not look as if it had not been.
    private async Task RunAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception failure)
        {
            LogFailed(failure);
        }
    }
#pragma warning restore CA1031

    [LoggerMessage(2901, LogLevel.Error, "What was to follow a commit failed")]
    private partial void LogFailed(Exception failure);

    private sealed class Waiting
    {
        public List<(Guid? Transaction, Func<Task> Run)> Actions { get; } = [];

        public bool IsSaving { get; set; }
    }
}
