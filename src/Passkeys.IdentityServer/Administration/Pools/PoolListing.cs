using System.Buffers.Text;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>
/// The list of pools, part by part along an index. Of a search, those whose id begins with it come first, by id, and then those of whom only the name does, by name: so no
/// part reads more rows than it shows, but for those that match by both.
/// </summary>
internal sealed class PoolListing(PasskeysDbContext db)
{
    public async Task<Listed<Pool>> ListAsync(AdministratorReach reach, ListQuery query, CancellationToken ct)
    {
        var after = query.Cursor is { } cursor ? Place.Parse(cursor) : Place.Beginning;
        var found = new List<Pool>();
        if (!after.IsByName)
            found.AddRange(await ById(reach, query.Search, after.Id).Take(query.Limit + 1).ToListAsync(ct));
        if (query.Search is { } search && found.Count <= query.Limit)
            found.AddRange(await ByName(reach, search, after).Take(query.Limit + 1 - found.Count).ToListAsync(ct));
        return Listed.Of(found, query.Limit, pool => Place.After(pool, query.Search).ToString());
    }

    private IQueryable<Pool> ById(AdministratorReach reach, string? search, PoolId? after)
    {
        var pools = Within(reach);
        if (search is not null)
        {
            var range = TextRange.From(search.ToLowerInvariant());
            var (first, end) = (new PoolId(range.First), new PoolId(range.End));
            pools = pools.Where(pool => pool.Id >= first && pool.Id < end);
        }
        if (after is { } last)
            pools = pools.Where(pool => pool.Id > last);
        return pools.OrderBy(pool => pool.Id);
    }

    private IQueryable<Pool> ByName(AdministratorReach reach, string search, Place after)
    {
        var (names, ids) = (TextRange.From(search.ToUpperInvariant()), TextRange.From(search.ToLowerInvariant()));
        var (firstId, endId) = (new PoolId(ids.First), new PoolId(ids.End));
        // The place of the last one is the beginning of the range from here on; of those that share its name, the later ids.
        var (first, lastId) = after.IsByName ? (after.Name!, after.Id!.Value) : (names.First, default);
#pragma warning disable CA1309 // The database compares, by code points.
        var pools = Within(reach).Where(pool =>
            string.Compare(pool.NormalizedName, first) >= 0 && string.Compare(pool.NormalizedName, names.End) < 0 && (pool.Id < firstId || pool.Id >= endId));
#pragma warning restore CA1309
        if (after.IsByName)
            pools = pools.Where(pool => pool.NormalizedName != first || pool.Id > lastId);
        return pools.OrderBy(pool => pool.NormalizedName).ThenBy(pool => pool.Id);
    }

    private IQueryable<Pool> Within(AdministratorReach reach)
    {
        var pools = db.Pools.AsNoTracking();
        if (reach.ReadsAll)
            return pools;
        var ids = reach.Pools.ToArray();
        return pools.Where(pool => ids.Contains(pool.Id));
    }

    // After a pool that was found by its id, or, with a name, by that.
    private readonly record struct Place(PoolId? Id, string? Name)
    {
        public static Place Beginning => default;

        public bool IsByName => Name is not null;

        public static Place After(Pool pool, string? search) =>
            new(pool.Id, search is null || pool.Id.Value.StartsWith(search.ToLowerInvariant(), StringComparison.Ordinal) ? null : pool.NormalizedName);

        public static Place Parse(string cursor)
        {
            try
            {
                if (Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('\n') is [var id, .. var name] && name.Length <= 1 && PoolId.TryParse(id, out var pool))
                    return new Place(pool, name.SingleOrDefault());
            }
            catch (FormatException)
            {
                // As one that says nothing.
            }
            throw new InvalidMemberException("cursor", "the next of an earlier answer is expected.");
        }

        public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Name is null ? Id!.Value.Value : $"{Id!.Value.Value}\n{Name}"));
    }
}

/// <summary>The texts that begin with another, as a range: from it, to the first that begins with something else.</summary>
/// <param name="First">The first.</param>
/// <param name="End">The first that is behind them.</param>
internal readonly record struct TextRange(string First, string End)
{
    private const int LastBeforeSurrogates = 0xD7FF;
    private const int FirstBehindSurrogates = 0xE000;
    private const int Last = 0x10FFFF;

    public static TextRange From(string beginning) => new(beginning, Behind([.. beginning.EnumerateRunes()]));

    private static string Behind(Rune[] beginning)
    {
        // The last character that has one behind it goes on to that; what follows it falls away.
        var kept = beginning.Length;
        while (kept > 0 && beginning[kept - 1].Value == Last)
            kept--;
        if (kept == 0)
            return char.ConvertFromUtf32(Last);
        var next = beginning[kept - 1].Value == LastBeforeSurrogates ? FirstBehindSurrogates : beginning[kept - 1].Value + 1;
        return string.Concat(beginning[..(kept - 1)].Select(rune => rune.ToString())) + char.ConvertFromUtf32(next);
    }
}
