using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Grants;

/// <summary><c>results/exchange</c> and <c>results/verify</c>, for back ends.</summary>
internal static class ResultEndpoints
{
    public static void Map(RouteGroupBuilder pool)
    {
        pool.MapPost("/results/exchange", ExchangeAsync);
        pool.MapPost("/results/verify", VerifyAsync);
    }

    private static async Task<IResult> ExchangeAsync(HttpContext http, CurrentClient current, Principals principals)
    {
        var pool = http.Pool();
        var (client, problem) = await current.FindAsync(http, pool);
        if (client is null)
            return problem!;
        var code = (await JsonBody.ReadAsync(http)).RequiredString("code");
        return await principals.ExchangeAsync(pool.Id, client.ClientId, code, http.IpAddress(), http.RequestAborted) is { } principal
            ? ApiJson.Ok(principal)
            : Problem.InvalidCode();
    }

    private static async Task<IResult> VerifyAsync(HttpContext http, CurrentClient current, SignedResultCheck check)
    {
        var pool = http.Pool();
        var (client, problem) = await current.FindAsync(http, pool);
        if (client is null)
            return problem!;
        var body = await JsonBody.ReadAsync(http);
        var verdict = await check.VerifyAsync(pool.Id, client.ClientId, body.RequiredString("result"), body.OptionalString("userId"), http.RequestAborted);
        var answer = new JsonObject { ["result"] = verdict.Result };
        if (verdict.Principal is { } principal)
            answer["principal"] = JsonSerializer.SerializeToNode(principal, ApiJson.Options);
        return ApiJson.Ok(answer);
    }
}
