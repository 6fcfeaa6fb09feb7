using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Administration.People;

internal sealed class AdministeredUsers(
    PasskeysDbContext db, PoolUsers users, UserSearch search, StoredPasskeys passkeys, AuthenticatorNames names, TimeProvider time) : IAdministeredUsers
{
    public async Task<Listed<AdministeredUser>> ListAsync(PoolId pool, ListQuery query, CancellationToken ct)
    {
        var (found, next) = await search.FindAsync(pool, query, ct);
        return new Listed<AdministeredUser>(await DescribeAsync(pool, found, ct), next);
    }

    public async Task<AdministeredUser?> FindAsync(PoolId pool, string userId, CancellationToken ct) =>
        await DescribeAsync(pool, await users.FindAsync(pool, userId, ct), ct);

    public async Task<AdministeredUser?> FindByIdentifierAsync(PoolId pool, string identifier, CancellationToken ct) =>
        await DescribeAsync(pool, await users.FindByIdentifierAsync(pool, identifier, ct), ct);

    public async Task<IReadOnlyList<PasskeyJson>> PasskeysAsync(PoolId pool, string userId, CancellationToken ct) =>
        [.. (await passkeys.ListAsync(pool, userId, ct)).Select(passkey => PasskeyJson.Of(passkey, names))];

    public async Task<IReadOnlyList<AdministeredSession>> SessionsAsync(PoolId pool, string userId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var sessions = await db.Sessions.AsNoTracking()
            .Where(session => session.Pool == pool && session.UserId == userId && session.ExpiresAt > now)
            .OrderByDescending(session => session.AuthenticatedAt).ThenBy(session => session.Id)
            .Take(IAdministeredUsers.MostSessions).ToListAsync(ct);
        var called = (await PasskeysAsync(pool, userId, ct)).ToDictionary(passkey => passkey.Id, passkey => passkey.Name, StringComparer.Ordinal);
        return [.. sessions.Select(session => new AdministeredSession(
            session.Id,
            session.AuthenticatedAt,
            session.ExpiresAt,
            session.Amr.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            session.Acr,
            session.ClientId,
            session.PasskeyId,
            session.PasskeyId is { } passkey ? called.GetValueOrDefault(passkey) : null))];
    }

    public async Task<DateTimeOffset?> LinkExpiryAsync(PoolId pool, string userId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return await db.OneTimeCodes
            .Where(code => code.Pool == pool && code.UserId == userId && code.Purpose == MailKind.Invitation && code.UsedAt == null && code.ExpiresAt > now)
            .Select(code => (DateTimeOffset?)code.ExpiresAt).FirstOrDefaultAsync(ct);
    }

    private async Task<AdministeredUser?> DescribeAsync(PoolId pool, PoolUser? user, CancellationToken ct) =>
        user is null ? null : (await DescribeAsync(pool, [user], ct))[0];

    private async Task<IReadOnlyList<AdministeredUser>> DescribeAsync(PoolId pool, IReadOnlyList<PoolUser> found, CancellationToken ct)
    {
        if (found.Count == 0)
            return [];
        var ids = found.Select(user => user.Id).ToList();
        var used = await db.Passkeys.Where(passkey => passkey.Pool == pool && ids.Contains(passkey.UserId)).GroupBy(passkey => passkey.UserId)
            .Select(group => new { group.Key, Count = group.Count(), Last = group.Max(passkey => passkey.LastUsedAt) })
            .ToDictionaryAsync(each => each.Key, StringComparer.Ordinal, ct);
        var signedIn = await db.Sessions.Where(session => session.Pool == pool && ids.Contains(session.UserId)).GroupBy(session => session.UserId)
            .Select(group => new { group.Key, Last = group.Max(session => session.AuthenticatedAt) })
            .ToDictionaryAsync(each => each.Key, StringComparer.Ordinal, ct);
        return [.. found.Select(user => AdministeredUser.Of(
            user,
            used.GetValueOrDefault(user.Id)?.Count ?? 0,
            new[] { used.GetValueOrDefault(user.Id)?.Last, signedIn.GetValueOrDefault(user.Id)?.Last }.Max()))];
    }
}
