using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Insight;

/// <summary>What happened on this node and is not written yet, in memory. A crash loses it: a few seconds' worth.</summary>
internal sealed class Tally(UsageMetrics metrics, CountingSignal signal, TimeProvider time) : IUsage
{
    // Of a node that cannot write: what comes beyond is in the metrics alone.
    internal const int MostKeys = 20_000;

    private readonly Lock _lock = new();
    private Dictionary<CountKey, long> _counts = [];

    public void Count(PoolId pool, string name, string detail)
    {
        var kind = CountedDetails.Of(name, detail);
        metrics.Add(pool, name, kind);
        lock (_lock)
            Add(new CountKey(pool, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), name, kind), 1);
        signal.Raise();
    }

    /// <summary>Everything that was counted; from here on it is the caller's.</summary>
    public IReadOnlyDictionary<CountKey, long> Take()
    {
        lock (_lock)
        {
            var taken = _counts;
            _counts = [];
            return taken;
        }
    }

    /// <summary>Takes back what could not be written.</summary>
    public void TakeBack(IEnumerable<SharedCount> counts)
    {
        lock (_lock)
        {
            foreach (var count in counts)
            {
                foreach (var pool in count.Pools)
                    Add(new CountKey(pool, count.Day, count.Name, count.Detail), count.Count);
            }
        }
    }

    private void Add(CountKey key, long count)
    {
        if (_counts.TryGetValue(key, out var before))
            _counts[key] = before + count;
        else if (_counts.Count < MostKeys)
            _counts.Add(key, count);
        else
            metrics.Dropped();
    }
}
