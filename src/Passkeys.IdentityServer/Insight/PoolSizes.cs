using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Insight;

/// <summary>How many people and passkeys the largest pools have, for whoever observes the metrics. What is observed is remembered; counting is left to the background.</summary>
internal sealed class PoolSizes(IServiceScopeFactory scopes, CountingSignal signal, TimeProvider time)
{
    private const int MostPools = 1000;
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(5);

    private volatile Sizes _known = new([], [], DateTimeOffset.MinValue);
    private volatile bool _isWanted;

    public IEnumerable<Measurement<long>> Passkeys() => Observe(sizes => sizes.Passkeys);

    public IEnumerable<Measurement<long>> People() => Observe(sizes => sizes.People);

    /// <summary>Counts, where somebody has looked and what is known is old.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        if (!_isWanted)
            return;
        _isWanted = false;
        var until = time.GetUtcNow() + GoodFor;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PasskeysDbContext>();
        _known = new Sizes(
            Measure(await LargestAsync(db.Passkeys.Select(passkey => passkey.Pool), ct)),
            Measure(await LargestAsync(db.Users.Select(user => user.Pool), ct)),
            until);
    }

    private static Task<List<PoolSize>> LargestAsync(IQueryable<PoolId> poolOfEach, CancellationToken ct) => poolOfEach
        .GroupBy(pool => pool)
        .Select(same => new { same.Key, Count = same.Count() })
        .OrderByDescending(size => size.Count)
        .Take(MostPools)
        .Select(size => new PoolSize(size.Key, size.Count))
        .ToListAsync(ct);

    private static List<Measurement<long>> Measure(List<PoolSize> sizes) => [.. sizes.Select(size => new Measurement<long>(size.Count, new KeyValuePair<string, object?>("pool", size.Pool.Value)))];

    private List<Measurement<long>> Observe(Func<Sizes, List<Measurement<long>>> which)
    {
        var known = _known;
        if (known.Until <= time.GetUtcNow() && !_isWanted)
        {
            _isWanted = true;
            signal.Raise();
        }
        return which(known);
    }

    private sealed record Sizes(List<Measurement<long>> Passkeys, List<Measurement<long>> People, DateTimeOffset Until);

    private sealed record PoolSize(PoolId Pool, int Count);
}
