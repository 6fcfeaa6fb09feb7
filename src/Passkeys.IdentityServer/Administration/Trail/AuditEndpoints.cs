using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Audit.Verification;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Trail;

/// <summary>The audit of the administration API.</summary>
internal static class AuditEndpoints
{
    private const string JsonLines = "application/x-ndjson";

    public static void Map(RouteGroupBuilder all, RouteGroupBuilder pool)
    {
        pool.MapGet("/audit", ListAsync);
        pool.MapGet("/audit/export", Export);
        pool.MapGet("/audit/verification", VerifyAsync);
        all.MapGet("/audit", ListAllAsync);
        all.MapGet("/audit/export", ExportAll);
        all.MapGet("/audit/verification", VerifyAllAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IAdministeredAudit audit) =>
        Listed(await audit.ListAsync(http.Pool(), AuditFilter.Read(http.Request.Query), ListQuery.Read(http.Request.Query), http.RequestAborted));

    private static IResult Export(HttpContext http, IAdministeredAudit audit)
    {
        var (pool, filter, search) = (http.Pool(), AuditFilter.Read(http.Request.Query), ListQuery.Read(http.Request.Query).Search);
        return Exported(http, audit, query => audit.ListAsync(pool, filter, query with { Search = search }, http.RequestAborted), pool.Id.Value);
    }

    private static async Task<IResult> VerifyAsync(HttpContext http, IAuditVerification verification) =>
        ApiJson.Ok(AuditChainJson.Of((await verification.VerifyAsync(http.Pool().Id, progress: null, http.RequestAborted)).Chains[0]));

    private static async Task<IResult> ListAllAsync(HttpContext http, IAdministeredAudit audit) => Administrator.Of(http).Reach.ReadsAll
        ? Listed(await ListOfAll(http, audit)(ListQuery.Read(http.Request.Query)))
        : AdministratorFilter.OutOfReach();

    private static IResult ExportAll(HttpContext http, IAdministeredAudit audit)
    {
        if (!Administrator.Of(http).Reach.ReadsAll)
            return AdministratorFilter.OutOfReach();
        var (list, search) = (ListOfAll(http, audit), ListQuery.Read(http.Request.Query).Search);
        return Exported(http, audit, query => list(query with { Search = search }), "all");
    }

    private static async Task<IResult> VerifyAllAsync(HttpContext http, IAuditVerification verification)
    {
        if (!Administrator.Of(http).Reach.ReadsAll)
            return AdministratorFilter.OutOfReach();
        var report = await verification.VerifyAsync(pool: null, progress: null, http.RequestAborted);
        return ApiJson.Ok(new
        {
            intact = report.IsIntact,
            chains = report.Chains.Count,
            @sealed = report.Chains.Sum(chain => chain.Sealed),
            waiting = report.Chains.Sum(chain => chain.Waiting),
            broken = report.Chains.Where(chain => chain.Problem is not null).Select(AuditChainJson.Of),
        });
    }

    // pool=none leaves what belongs to no pool; a pool's own entries are under the pool.
    private static Func<ListQuery, Task<Listed<AuditEntry>>> ListOfAll(HttpContext http, IAdministeredAudit audit)
    {
        var filter = AuditFilter.Read(http.Request.Query);
        return http.Request.Query["pool"].ToString() switch
        {
            "" => query => audit.ListAllAsync(filter, query, http.RequestAborted),
            "none" => query => audit.ListWithoutPoolAsync(filter, query, http.RequestAborted),
            _ => throw new InvalidMemberException("pool", "none is expected, or nothing; the entries of a pool are at /admin/api/pools/{pool}/audit."),
        };
    }

    private static IResult Listed(Listed<AuditEntry> part) => ListJson.Of(part.Select(AuditEntryJson.Of));

    private static IResult Exported(HttpContext http, IAdministeredAudit audit, Func<ListQuery, Task<Listed<AuditEntry>>> list, string name) =>
        Results.Stream(to => audit.ExportAsync(list, to, http.RequestAborted), JsonLines, $"audit-{name}.jsonl");
}
