using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Pools;

/// <summary>
/// Which pools had which RP ID before they moved, in memory: what a pool was is inside its policy, where no index looks, and strangers ask. A change on this node is
/// seen at once, one of another node within a minute.
/// </summary>
internal sealed class FormerRelyingParties(IServiceScopeFactory scopes, TimeProvider time)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private volatile Known? _known;

    public async ValueTask<IReadOnlyList<PoolId>> FindAsync(string rpId, CancellationToken ct)
    {
        var known = _known;
        if (known is null || known.Until <= time.GetUtcNow())
            _known = known = await ReadAsync(ct);
        return [.. known.Pools[rpId]];
    }

    public void Forget() => _known = null;

    private async Task<Known> ReadAsync(CancellationToken ct)
    {
        var until = time.GetUtcNow() + GoodFor;
        await using var scope = scopes.CreateAsyncScope();
        var pools = await scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().Pools.AsNoTracking().ToListAsync(ct);
        return new Known(pools.SelectMany(pool => pool.Policy.FormerRpIds.Select(rpId => (rpId, pool.Id))).ToLookup(each => each.rpId, each => each.Id, StringComparer.Ordinal), until);
    }

    private sealed record Known(ILookup<string, PoolId> Pools, DateTimeOffset Until);
}
