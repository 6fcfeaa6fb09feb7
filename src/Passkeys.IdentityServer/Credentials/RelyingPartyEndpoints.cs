using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Credentials;

/// <summary>For administrators: how many passkeys a pool has for which domain, and so how far it has moved.</summary>
internal static class RelyingPartyEndpoints
{
    public static void Map(RouteGroupBuilder pool) => pool.MapGet("/relying-parties", ListAsync);

    private static async Task<IResult> ListAsync(HttpContext http, PasskeysDbContext db)
    {
        var pool = http.Pool();
        var counted = await db.Passkeys.Where(p => p.Pool == pool.Id).GroupBy(p => p.RpId)
            .Select(group => new { RpId = group.Key, Passkeys = group.Count(), Users = group.Select(p => p.UserId).Distinct().Count() })
            .ToDictionaryAsync(each => each.RpId, StringComparer.Ordinal, http.RequestAborted);
        var named = new[] { pool.RpId }.Concat(pool.Policy.FormerRpIds).Concat(counted.Keys.Order(StringComparer.Ordinal)).Distinct(StringComparer.Ordinal);
        return ApiJson.Ok(new
        {
            items = named.Select(rpId => new
            {
                rpId,
                current = rpId == pool.RpId,
                accepted = pool.Accepts(rpId),
                passkeys = counted.GetValueOrDefault(rpId)?.Passkeys ?? 0,
                users = counted.GetValueOrDefault(rpId)?.Users ?? 0,
            }),
        });
    }
}
