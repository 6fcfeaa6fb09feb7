using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Passkeys.IntegrationTests.Scale;

/// <summary>Keeps the queries of requests, with their parameters, as they go to the database.</summary>
internal sealed class CapturedQueries : DbCommandInterceptor
{
    private static readonly HttpContextAccessor Request = new();
    private readonly ConcurrentQueue<Captured> _all = [];

    /// <summary>What a call asked the database.</summary>
    public async Task<IReadOnlyList<Captured>> OfAsync(Func<Task> call)
    {
        _all.Clear();
        await call();
        return [.. _all];
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (Request.HttpContext is not null && command.CommandText.Contains("SELECT", StringComparison.Ordinal))
            _all.Enqueue(new Captured(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(parameter => (DbParameter)((ICloneable)parameter).Clone())]));
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}

/// <summary>A query and its parameters.</summary>
internal sealed record Captured(string Text, IReadOnlyList<DbParameter> Parameters);
