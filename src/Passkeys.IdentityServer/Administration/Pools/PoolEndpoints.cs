using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>Pools, their history, their files and their doctor, of the administration API.</summary>
internal static class PoolEndpoints
{
    public static void Map(RouteGroupBuilder all, RouteGroupBuilder pool)
    {
        all.MapGet("/pools", ListAsync);
        all.MapPost("/pools", CreateAsync);
        all.MapPost("/pools/import", ImportAsync);
        all.MapGet("/authenticators", Authenticators);
        pool.MapGet("", Find);
        pool.MapPut("", ReplaceAsync);
        pool.MapDelete("", DeleteAsync);
        pool.MapGet("/history", HistoryAsync);
        pool.MapGet("/export", Export);
        pool.MapGet("/doctor", ExamineAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IAdministeredPools pools)
    {
        var part = await pools.ListAsync(Administrator.Of(http), ListQuery.Read(http.Request.Query), http.RequestAborted);
        return ListJson.Of(part.Select(PoolJson.Of));
    }

    private static async Task<IResult> CreateAsync(HttpContext http, IAdministeredPools pools)
    {
        if (!Administrator.Of(http).Reach.IsPlatform)
            return AdministratorFilter.OutOfReach();
        var body = await JsonBody.ReadAsync(http);
        var draft = PoolReader.Read(body, id: null, ReadTemplate(body));
        return PoolAnswers.Created(http, await pools.CreateAsync(Administrator.Of(http), draft, http.RequestAborted));
    }

    private static PoolPolicy ReadTemplate(JsonMember body) => body.OptionalString("template") switch
    {
        null => new PoolPolicy(),
        var name when PoolTemplates.Names.Contains(name) => PoolTemplates.Create(name),
        _ => throw new InvalidMemberException("template", $"one of {string.Join(", ", PoolTemplates.Names)} is expected."),
    };

    private static IResult Find(HttpContext http) => PoolAnswers.Show(http, http.Pool());

    private static async Task<IResult> ReplaceAsync(HttpContext http, IAdministeredPools pools)
    {
        var pool = http.Pool();
        if (IfMatch.Of(http.Request) is not { } condition)
            return PoolAnswers.ConditionMissing();
        var draft = PoolReader.Read(await JsonBody.ReadAsync(http), pool.Id, new PoolPolicy());
        return condition.VersionFor(pool) is { } version
            ? PoolAnswers.Replaced(http, await pools.ReplaceAsync(Administrator.Of(http), pool.Id, draft, version, http.RequestAborted))
            : PoolAnswers.Stale(http, pool);
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, IAdministeredPools pools)
    {
        if (!Administrator.Of(http).Reach.IsPlatform)
            return AdministratorFilter.OutOfReach();
        var pool = http.Pool();
        Guid? version = null;
        if (IfMatch.Of(http.Request) is { } condition && !condition.IsAny)
        {
            version = condition.VersionFor(pool);
            if (version is null)
                return PoolAnswers.Stale(http, pool);
        }
        return PoolAnswers.Deleted(http, await pools.DeleteAsync(Administrator.Of(http), pool.Id, version, http.RequestAborted));
    }

    private static async Task<IResult> HistoryAsync(HttpContext http, IAdministeredPools pools)
    {
        var part = await pools.ListChangesAsync(http.Pool().Id, ListQuery.Read(http.Request.Query), http.RequestAborted);
        return ListJson.Of(part.Select(PoolChangeJson.Of));
    }

    private static IResult Export(HttpContext http, IAdministeredPools pools)
    {
        var pool = http.Pool();
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"pool-{pool.Id}.json\"";
        return Results.Text(pools.Export(pool), "application/json");
    }

    private static async Task<IResult> ImportAsync(HttpContext http, IAdministeredPools pools)
    {
        var (who, replaces) = (Administrator.Of(http), http.Request.Query["replace"] == "true");
        if (!replaces && !who.Reach.IsPlatform)
            return AdministratorFilter.OutOfReach();
        if (replaces && IfMatch.Of(http.Request) is null)
            return PoolAnswers.ConditionMissing();
        var draft = PoolFile.Read(await JsonBody.ReadAsync(http), target: null);
        if (!replaces)
            return PoolAnswers.Created(http, await pools.CreateAsync(who, draft, http.RequestAborted));
        if (!who.Reach.MayChange(draft.Id))
            return AdministratorFilter.OutOfReach();
        if (await pools.FindAsync(draft.Id, http.RequestAborted) is not { } pool)
            return Problem.UnknownPool();
        return IfMatch.Of(http.Request)!.VersionFor(pool) is { } version
            ? PoolAnswers.Replaced(http, await pools.ReplaceAsync(who, pool.Id, draft, version, http.RequestAborted))
            : PoolAnswers.Stale(http, pool);
    }

    private static async Task<IResult> ExamineAsync(HttpContext http, IPoolDoctor doctor)
    {
        var findings = await doctor.ExamineAsync(http.Pool(), Caller.HostOriginOf(http), http.RequestAborted);
        return ApiJson.Ok(new { items = findings.Select(PoolFindingJson.Of) });
    }

    private static IResult Authenticators(HttpContext http, IAuthenticatorCatalogue catalogue)
    {
        var query = ListQuery.Read(http.Request.Query);
        return ApiJson.Ok(new { items = catalogue.Search(query.Search, query.Limit).Select(CataloguedAuthenticatorJson.Of) });
    }
}
