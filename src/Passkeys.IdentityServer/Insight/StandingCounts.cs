using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Insight;

/// <summary>How things stand in a pool: these read as many rows as the pool has people and passkeys, so <see cref="Standings"/> asks them seldom.</summary>
internal sealed class StandingCounts(PasskeysDbContext db)
{
    // Those with one credential each may be as many as there are people; the largest are enough to tell.
    private const int MostModels = 200;

    public Task<int> PeopleAsync(PoolId pool, CancellationToken ct) => db.Users.CountAsync(user => user.Pool == pool, ct);

    public Task<int> PeopleWithPasskeysAsync(PoolId pool, CancellationToken ct) =>
        db.Passkeys.Where(passkey => passkey.Pool == pool).Select(passkey => passkey.UserId).Distinct().CountAsync(ct);

    public Task<List<CountedModel>> ModelsAsync(PoolId pool, CancellationToken ct) => db.Passkeys.Where(passkey => passkey.Pool == pool)
        .GroupBy(passkey => passkey.Aaguid)
        .Select(model => new { model.Key, Count = model.Count() })
        .OrderByDescending(model => model.Count).ThenBy(model => model.Key)
        .Take(MostModels)
        .Select(model => new CountedModel(model.Key, model.Count))
        .ToListAsync(ct);

    public Task<List<CountedDomain>> DomainsAsync(PoolId pool, DateTimeOffset usedSince, CancellationToken ct) => db.Passkeys.Where(passkey => passkey.Pool == pool)
        .GroupBy(passkey => passkey.RpId)
        .Select(domain => new CountedDomain(
            domain.Key, domain.Count(), domain.Select(passkey => passkey.UserId).Distinct().Count(), domain.Count(passkey => passkey.LastUsedAt >= usedSince)))
        .ToListAsync(ct);
}

/// <summary>How many passkeys there are of an authenticator model.</summary>
internal sealed record CountedModel(Guid Aaguid, int Passkeys);

/// <summary>How many passkeys there are of an RP ID, of how many people, and how many were used lately.</summary>
internal sealed record CountedDomain(string RpId, int Passkeys, int People, int UsedLately);
