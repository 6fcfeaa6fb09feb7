using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>The applications with access to a person's account: by a remembered consent, or by tokens that work without the person.</summary>
internal sealed partial class ConnectedApps(PasskeysDbContext db, ClientDirectory clients, AuditTrail audit, TimeProvider time, ILogger<ConnectedApps> logger)
{
    /// <summary>The applications, by name. Clients that are configured no more are left out: their tokens are good for nothing.</summary>
    public async Task<IReadOnlyList<AppAccess>> ListAsync(PoolId pool, string userId, CancellationToken ct)
    {
        var grants = await ConsentsAsync(pool, userId, ct);
        grants.AddRange(await FamiliesAsync(pool, userId, ct));
        return [.. grants.GroupBy(grant => grant.ClientId, StringComparer.Ordinal)
            .Select(Describe).OfType<AppAccess>()
            .OrderBy(app => app.Client.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Ends the consent, the codes and the tokens of one client and one person.</summary>
    public async Task WithdrawAsync(PoolId pool, string userId, string clientId, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await EndAsync(pool, userId, clientId, ct) == 0)
            return;
        audit.Add(pool, AuditEvent.ConsentWithdrawn, new AuditFacts { UserId = userId, ClientId = clientId });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        LogWithdrawn(clientId, pool.Value);
    }

    // Codes, families, tokens, sessions: the order of all who end things, so that none waits for another. See TokenFamilies.
    private async Task<int> EndAsync(PoolId pool, string userId, string clientId, CancellationToken ct)
    {
        var ended = await db.AuthorizationCodes.Where(c => c.Pool == pool && c.UserId == userId && c.ClientId == clientId).ExecuteDeleteAsync(ct);
        var families = await db.TokenFamilies.Where(f => f.Pool == pool && f.UserId == userId && f.ClientId == clientId).Select(f => f.Id).ToListAsync(ct);
        ended += await db.TokenFamilies.Where(f => f.Pool == pool && families.Contains(f.Id)).ExecuteDeleteAsync(ct);
        await db.StoredTokens.Where(t => t.Pool == pool && families.Contains(t.FamilyId)).ExecuteDeleteAsync(ct);
        await db.Sessions.Where(s => s.Pool == pool && s.UserId == userId && s.ClientId == clientId).ExecuteDeleteAsync(ct);
        return ended + await db.Consents.Where(c => c.Pool == pool && c.UserId == userId && c.ClientId == clientId).ExecuteDeleteAsync(ct);
    }

    private Task<List<Grant>> ConsentsAsync(PoolId pool, string userId, CancellationToken ct) => db.Consents
        .Where(c => c.Pool == pool && c.UserId == userId)
        .Select(c => new Grant(c.ClientId, c.Scope, c.GrantedAt, null))
        .ToListAsync(ct);

    // A family lives with its session.
    private async Task<IReadOnlyList<Grant>> FamiliesAsync(PoolId pool, string userId, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var living = await (
            from family in db.TokenFamilies
            join session in db.Sessions on family.SessionId equals session.Id
            where family.Pool == pool && family.UserId == userId && family.ExpiresAt > now
                && session.Pool == pool && session.UserId == userId && session.ExpiresAt > now
            select new { family.ClientId, family.Scope, family.CreatedAt, FamilyEnd = family.ExpiresAt, SessionEnd = session.ExpiresAt }).ToListAsync(ct);
        return [.. living
            .Where(family => family.Scope.Split(' ').Contains(UserClaims.OfflineAccess))
            .Select(family => new Grant(family.ClientId, family.Scope, family.CreatedAt, family.FamilyEnd < family.SessionEnd ? family.FamilyEnd : family.SessionEnd))];
    }

    private AppAccess? Describe(IGrouping<string, Grant> grants) => clients.Find(grants.Key) is not { } client ? null : new AppAccess(
        ClientDirectory.Describe(client),
        [.. grants.SelectMany(grant => grant.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)],
        grants.Min(grant => grant.GrantedAt),
        grants.Any(grant => grant.ExpiresAt is null) ? null : grants.Max(grant => grant.ExpiresAt));

    [LoggerMessage(5303, LogLevel.Information, "A person of pool {Pool} withdrew the access of client {ClientId}")]
    private partial void LogWithdrawn(string clientId, string pool);

    private sealed record Grant(string ClientId, string Scope, DateTimeOffset GrantedAt, DateTimeOffset? ExpiresAt);
}
