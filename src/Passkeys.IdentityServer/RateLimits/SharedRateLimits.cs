using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.RateLimits;

/// <summary>
/// Counters in the database, of which each node takes a share at a time. Never more than the limit is given out; less, by what nodes still have in hand when a
/// window ends. What a node knows to be used up it refuses without asking, so that a flood costs the database nothing.
/// </summary>
internal sealed class SharedRateLimits(IServiceScopeFactory scopes, IHostSecrets secrets, IOptionsMonitor<RateLimitOptions> options, TimeProvider time) : IRateLimits, IDisposable
{
    private const string SecretName = "rate-limits";
    private const int MostShares = 50_000;

    private readonly MemoryCache _shares = new(new MemoryCacheOptions { SizeLimit = MostShares });

    public async ValueTask<TimeSpan?> TakeAsync(PoolId? pool, RateLimit limit, string key, PoolLimits? own, CancellationToken ct)
    {
        var rule = options.CurrentValue[limit].Tightened(own?.Of(limit));
        if (rule.Most <= 0)
            return null;
        var hash = await HashAsync(pool, limit, key, ct);
        var share = ShareOf(hash, rule);
        var now = time.GetUtcNow();
        if (share.TryTake(now, out var wait))
            return wait;
        await using var scope = scopes.CreateAsyncScope();
        var taken = await scope.ServiceProvider.GetRequiredService<RateCounters>().TakeAsync(hash, rule, now, ct);
        return share.Fill(taken, now);
    }

    public void Dispose() => _shares.Dispose();

    private RateShare ShareOf(string hash, RateRule rule) => _shares.GetOrCreate(hash, entry =>
    {
        entry.Size = 1;
        entry.SlidingExpiration = rule.Window;
        return new RateShare();
    })!;

    private async ValueTask<string> HashAsync(PoolId? pool, RateLimit limit, string key, CancellationToken ct) => Base64Url.EncodeToString(
        HMACSHA256.HashData((await secrets.GetAsync(SecretName, ct)).Span, Encoding.UTF8.GetBytes($"{limit}\n{pool?.Value}\n{key}")));
}
