using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administration.People;

/// <summary>The requests for enrolment links. Every query names its pool first.</summary>
internal sealed class EnrolmentRequestList(PasskeysDbContext db, TimeProvider time)
{
    /// <summary>The newest first.</summary>
    public async Task<Listed<EnrolmentRequestView>> ListAsync(PoolId pool, ListQuery query, CancellationToken ct)
    {
        var (before, seen) = Read(query.Cursor);
        var found = await db.EnrolmentRequests.AsNoTracking()
            .Where(request => request.Pool == pool && request.RequestedAt <= before)
            .OrderByDescending(request => request.RequestedAt).ThenBy(request => request.Id)
            .Skip(seen).Take(query.Limit + 1).ToListAsync(ct);
        var ids = found.Select(request => request.UserId).Distinct().ToList();
        var called = await db.Users.Where(user => user.Pool == pool && ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.UserName!, StringComparer.Ordinal, ct);
        var part = Listed.Of(found, query.Limit, last => Write(found, last, before, seen));
        return part.Select(request => Show(request, called.GetValueOrDefault(request.UserId)));
    }

    /// <summary>A request, or null.</summary>
    public async Task<EnrolmentRequestView?> FindAsync(PoolId pool, Guid request, CancellationToken ct) =>
        await db.EnrolmentRequests.AsNoTracking().SingleOrDefaultAsync(each => each.Pool == pool && each.Id == request, ct) is { } found
            ? Show(found, await db.Users.Where(user => user.Pool == pool && user.Id == found.UserId).Select(user => user.UserName).SingleOrDefaultAsync(ct))
            : null;

    private EnrolmentRequestView Show(EnrolmentRequest request, string? identifier) => new(
        request.Id,
        request.UserId,
        identifier,
        request.RequestedBy,
        request.RequestedAt,
        request.Reason,
        request.LinkLifetimeSeconds,
        request.ExpiresAt,
        request.Approved switch
        {
            true => "approved",
            false => "rejected",
            null => request.ExpiresAt > time.GetUtcNow() ? "pending" : "expired",
        },
        request.DecidedBy,
        request.DecidedAt);

    // Requests of one moment are told apart by how many of them were shown.
    private static string Write(List<EnrolmentRequest> found, EnrolmentRequest last, DateTimeOffset before, int seen)
    {
        var shown = found.TakeWhile(request => request.Id != last.Id).Append(last).Count(request => request.RequestedAt == last.RequestedAt);
        return string.Create(CultureInfo.InvariantCulture, $"{last.RequestedAt.UtcTicks}-{shown + (last.RequestedAt == before ? seen : 0)}");
    }

    private static (DateTimeOffset Before, int Seen) Read(string? cursor)
    {
        if (cursor is null)
            return (DateTimeOffset.MaxValue.AddDays(-1), 0);
        return cursor.Split('-') is [var ticks, var seen]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && at <= DateTimeOffset.MaxValue.AddDays(-1).UtcTicks
            ? (new DateTimeOffset(at, TimeSpan.Zero), count)
            : throw new InvalidMemberException("cursor", "the next of an earlier answer is expected.");
    }
}
