using System.Collections.Concurrent;

namespace Passkeys.Client.Once;

/// <summary>Ids of one process.</summary>
internal sealed class InMemoryIds(TimeProvider time) : IOneTimeIds
{
    private const int SweepAbove = 10_000;

    private readonly ConcurrentDictionary<(string Purpose, string Id), DateTimeOffset> _known = [];

    public ValueTask<bool> TryAddAsync(string purpose, string id, DateTimeOffset until, CancellationToken ct)
    {
        if (_known.Count > SweepAbove)
            Sweep();
        return ValueTask.FromResult(_known.TryAdd((purpose, id), until));
    }

    public ValueTask RemoveAsync(string purpose, string id, CancellationToken ct)
    {
        _known.TryRemove((purpose, id), out _);
        return ValueTask.CompletedTask;
    }

    private void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var old in _known.Where(each => now >= each.Value).ToArray())
            _known.TryRemove(old);
    }
}
