using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Passkeys.IntegrationTests.RoundTrips;

/// <summary>Counts the commands and commits of requests. What the host does in the background has no request, and does not count.</summary>
public sealed class TripCounter
{
    private static readonly HttpContextAccessor Request = new();
    private int _commands;
    private int _commits;

    public TripCounter() => Interceptors = [new Commands(this), new Transactions(this)];

    public IReadOnlyList<IInterceptor> Interceptors { get; }

    /// <summary>What a call asked of the database. One call at a time.</summary>
    public async Task<Trips> OfAsync(Func<Task> call)
    {
        (_commands, _commits) = (0, 0);
        await call();
        return new Trips(_commands, _commits);
    }

    private static void Count(ref int counter)
    {
        if (Request.HttpContext is not null)
            Interlocked.Increment(ref counter);
    }

    private sealed class Commands(TripCounter trips) : DbCommandInterceptor
    {
        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Count(ref trips._commands);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Count(ref trips._commands);
            return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
        {
            Count(ref trips._commands);
            return base.ScalarExecutingAsync(command, eventData, result, cancellationToken);
        }

        // Nobody in a request waits for the database with a thread in hand.
        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
            Request.HttpContext is null ? result : throw new InvalidOperationException("A request reads without await.");

        public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) =>
            Request.HttpContext is null ? result : throw new InvalidOperationException("A request writes without await.");
    }

    private sealed class Transactions(TripCounter trips) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            Count(ref trips._commits);
            return base.TransactionCommittingAsync(transaction, eventData, result, cancellationToken);
        }
    }
}
