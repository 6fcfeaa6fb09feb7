using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Insight;

/// <summary>How things stand in pools, counted at most once a minute and node for each, and few pools at a time: who looks at charts must not keep others from signing in.</summary>
internal sealed class Standings(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    private const int MostPools = 1000;
    private const int AtOnce = 2;
    private const int LatelyDays = 30;
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turns = new(AtOnce, AtOnce);
    private readonly Lock _lock = new();
    private readonly Dictionary<PoolId, Counted> _counted = [];

    public Task<Standing> OfAsync(PoolId pool, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (!_counted.TryGetValue(pool, out var counted) || counted.Until <= now || counted.Standing.IsFaulted)
            {
                if (_counted.Count >= MostPools)
                    _counted.Clear();
                // For everybody who asks meanwhile, so not cancelled with the one who asked first.
                _counted[pool] = counted = new Counted(now + GoodFor, Task.Run(() => CountAsync(pool, now), CancellationToken.None));
            }
            return counted.Standing.WaitAsync(ct);
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task<Standing> CountAsync(PoolId pool, DateTimeOffset now)
    {
        await _turns.WaitAsync();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var counts = scope.ServiceProvider.GetRequiredService<StandingCounts>();
            return new Standing(
                await counts.PeopleAsync(pool, CancellationToken.None),
                await counts.PeopleWithPasskeysAsync(pool, CancellationToken.None),
                await counts.ModelsAsync(pool, CancellationToken.None),
                await counts.DomainsAsync(pool, now.AddDays(-LatelyDays), CancellationToken.None));
        }
        finally
        {
            _turns.Release();
        }
    }

    private sealed record Counted(DateTimeOffset Until, Task<Standing> Standing);
}

/// <summary>How things stand in a pool.</summary>
internal sealed record Standing(int People, int PeopleWithPasskeys, IReadOnlyList<CountedModel> Models, IReadOnlyList<CountedDomain> Domains);
