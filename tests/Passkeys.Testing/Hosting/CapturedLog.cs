using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Passkeys.Testing.Hosting;

/// <summary>Everything that a host logged, down to Debug, with its state and its exceptions.</summary>
public sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly ConcurrentDictionary<TaskCompletionSource<string>, string> _awaited = new();

    /// <summary>The lines so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>The first line that holds a text, as soon as it is there.</summary>
    /// <exception cref="TimeoutException">It did not come in 30 seconds.</exception>
    public async Task<string> ArrivalAsync(string text)
    {
        var arrived = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[arrived] = text;
        try
        {
            foreach (var line in _lines)
                Look(line);
            return await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
        finally
        {
            _awaited.TryRemove(arrived, out _);
        }
    }

    /// <summary>Forgets what was logged so far.</summary>
    public void Clear() => _lines.Clear();

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, Write);

    /// <inheritdoc />
    public void Dispose()
    {
    }

    private void Write(string line)
    {
        _lines.Enqueue(line);
        Look(line);
    }

    private void Look(string line)
    {
        foreach (var (arrived, text) in _awaited)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                arrived.TrySetResult(line);
        }
    }

    private sealed class Logger(string category, Action<string> write) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            write($"{logLevel} {category} {eventId.Id} {formatter(state, exception)} {exception}");
    }
}
