using System.Buffers.Text;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>
/// Finds people by queries that each walk along one index and stop: what is read of the database is a few times the limit, however many people a pool has.
/// An OR over identifier and name would make a database read them all, so the two are asked for one after the other.
/// </summary>
internal sealed class UserSearch(PasskeysDbContext db, PoolUsers users)
{
    // Names whose identifiers were found before leave gaps in a part; so often it is filled up.
    private const int Rounds = 5;

    // The length of the column.
    private const int LongestUserId = 64;

    /// <summary>A part of the people, and the cursor of the next.</summary>
    internal async Task<(IReadOnlyList<PoolUser> Found, string? Next)> FindAsync(PoolId pool, ListQuery query, CancellationToken ct)
    {
        var cursor = query.Cursor is null ? UserCursor.Start : UserCursor.Parse(query.Cursor);
        if (query.Search is { } search)
            return await SearchAsync(pool, ReadSearch(search), cursor, isFirst: query.Cursor is null, query.Limit, ct);
        var part = Listed.Of(await ByIdentifierAsync(pool, TextRange.All, cursor, query.Limit + 1, ct), query.Limit, user => UserCursor.After(user).ToString());
        return (part.Items, part.Next);
    }

    private async Task<(IReadOnlyList<PoolUser> Found, string? Next)> SearchAsync(PoolId pool, string search, UserCursor cursor, bool isFirst, int limit, CancellationToken ct)
    {
        var exact = await FindExactlyAsync(pool, search, ct);
        var identifiers = TextRange.BeginningWith(users.Normalize(search));
        List<PoolUser> found = isFirst ? [.. exact.Take(limit)] : [];
        if (!cursor.IsOfNames)
        {
            var wanted = limit - found.Count;
            var rows = await ByIdentifierAsync(pool, identifiers, cursor, wanted + 1, ct);
            var taken = rows.Take(wanted).ToList();
            found.AddRange(taken.Where(user => exact.All(other => other.Id != user.Id)));
            if (rows.Count > wanted)
                return (found, (taken.Count == 0 ? cursor : UserCursor.After(taken[^1])).ToString());
            cursor = UserCursor.StartOfNames;
        }
        for (var round = 0; round < Rounds && found.Count < limit; round++)
        {
            var wanted = limit - found.Count;
            var rows = await ByNameAsync(pool, TextRange.BeginningWith(PoolUser.Normalize(search)!), cursor, wanted + 1, ct);
            var taken = rows.Take(wanted).ToList();
            found.AddRange(taken.Where(user => !identifiers.Contains(user.NormalizedUserName!) && exact.All(other => other.Id != user.Id)));
            if (rows.Count <= wanted)
                return (found, null);
            cursor = UserCursor.AfterName(taken[^1]);
        }
        return (found, cursor.ToString());
    }

    private async Task<IReadOnlyList<PoolUser>> FindExactlyAsync(PoolId pool, string search, CancellationToken ct)
    {
        var byId = search.Length <= LongestUserId ? await users.FindAsync(pool, search, ct) : null;
        var byCredential = await FindByCredentialAsync(pool, search, ct);
        return [.. new[] { byId, byCredential }.OfType<PoolUser>().DistinctBy(user => user.Id)];
    }

    private async Task<PoolUser?> FindByCredentialAsync(PoolId pool, string search, CancellationToken ct)
    {
        // WebAuthn L3 §5.1: at least 16 bytes; and search as people type it is mostly no base64url.
        if (!Base64Url.IsValid(search, out var length) || length is < 16 or > CredentialId.MaxLength)
            return null;
        var hash = new CredentialId(Base64Url.DecodeFromChars(search)).Hash();
        return await db.Passkeys.Where(passkey => passkey.Pool == pool && passkey.CredentialHash == hash).Select(passkey => passkey.UserId).FirstOrDefaultAsync(ct) is { } owner
            ? await users.FindAsync(pool, owner, ct)
            : null;
    }

#pragma warning disable CA1309, CA1310, MA0001, MA0074 // The database compares, by code points; it knows no StringComparison.
    private Task<List<PoolUser>> ByIdentifierAsync(PoolId pool, TextRange range, UserCursor after, int limit, CancellationToken ct)
    {
        var people = db.Users.AsNoTracking().Where(user => user.Pool == pool);
        if (range.From.Length > 0)
            people = people.Where(user => string.Compare(user.NormalizedUserName, range.From) >= 0);
        if (range.Before is { } end)
            people = people.Where(user => string.Compare(user.NormalizedUserName, end) < 0);
        if (after.Identifier.Length > 0)
            people = people.Where(user => string.Compare(user.NormalizedUserName, after.Identifier) > 0);
        return people.OrderBy(user => user.NormalizedUserName).Take(limit).ToListAsync(ct);
    }

    private Task<List<PoolUser>> ByNameAsync(PoolId pool, TextRange range, UserCursor after, int limit, CancellationToken ct)
    {
        var from = after.Name.Length > 0 ? after.Name : range.From;
        var people = db.Users.AsNoTracking().Where(user => user.Pool == pool && string.Compare(user.NormalizedDisplayName, from) >= 0);
        if (range.Before is { } end)
            people = people.Where(user => string.Compare(user.NormalizedDisplayName, end) < 0);
        if (after.Name.Length > 0)
            people = people.Where(user => string.Compare(user.NormalizedDisplayName, after.Name) > 0 || string.Compare(user.NormalizedUserName, after.Identifier) > 0);
        return people.OrderBy(user => user.NormalizedDisplayName).ThenBy(user => user.NormalizedUserName).Take(limit).ToListAsync(ct);
    }
#pragma warning restore CA1309, CA1310, MA0001, MA0074

    // A noncharacter cannot be normalised, and so not be compared.
    private static string ReadSearch(string search)
    {
        try
        {
            _ = search.IsNormalized();
            return search;
        }
        catch (ArgumentException)
        {
            throw new InvalidMemberException("search", "well-formed Unicode text is expected.");
        }
    }
}
