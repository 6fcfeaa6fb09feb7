using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>What was changed of pools.</summary>
internal sealed class PoolHistory(PasskeysDbContext db, TimeProvider time)
{
    /// <summary>Adds a change; the caller saves.</summary>
    public void Add(Pool pool, PoolDifference difference, string actor)
    {
        var now = time.GetUtcNow();
        db.PoolChanges.Add(new PoolChange { Id = Guid.CreateVersion7(now), Pool = pool.Id, At = now, Actor = actor, Version = pool.Version, Changes = difference.ToJson() });
    }

    /// <summary>The changes of a pool, newest first.</summary>
    public async Task<Listed<PoolChange>> ListAsync(PoolId pool, ListQuery query, CancellationToken ct)
    {
        var after = query.Cursor is { } cursor ? Place.Parse(cursor) : Place.Beginning;
        var found = await db.PoolChanges.AsNoTracking().Where(change => change.Pool == pool && change.At <= after.At)
            .OrderByDescending(change => change.At).ThenByDescending(change => change.Id)
            .Skip(after.Seen).Take(query.Limit + 1).ToListAsync(ct);
        return found.Count > query.Limit ? new Listed<PoolChange>([.. found.Take(query.Limit)], after.Behind(found.Take(query.Limit).ToList()).ToString()) : new Listed<PoolChange>(found, Next: null);
    }

    // A moment, and how many of it were shown.
    private readonly record struct Place(DateTimeOffset At, int Seen)
    {
        public static Place Beginning { get; } = new(DateTimeOffset.MaxValue.AddDays(-1), 0);

        public Place Behind(List<PoolChange> part)
        {
            var last = part[^1].At;
            return new Place(last, part.Count(change => change.At == last) + (last == At ? Seen : 0));
        }

        public static Place Parse(string cursor) =>
            cursor.Split('-') is [var ticks, var seen]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= Beginning.At.UtcTicks
            && int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? new Place(new DateTimeOffset(at, TimeSpan.Zero), count)
                : throw new InvalidMemberException("cursor", "the next of an earlier answer is expected.");

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}-{Seen}");
    }
}
