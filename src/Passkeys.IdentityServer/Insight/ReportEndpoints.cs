using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.RateLimits;

namespace Passkeys.IdentityServer.Insight;

/// <summary><c>reports</c>: pages say that a ceremony failed before it came back here. No person and no address is kept.</summary>
internal static class ReportEndpoints
{
    public static void Map(RouteGroupBuilder pool) => pool.MapPost("/reports", ReportAsync).LimitAnonymous();

    // The same answer whatever is reported: there is nothing to learn here.
    private static async Task<IResult> ReportAsync(HttpContext http, IUsage usage)
    {
        if (BrowserReport.Read(await JsonBody.ReadAsync(http, BrowserReport.MaxBytes)) is { } report)
            usage.Count(http.Pool().Id, report.Name, report.Outcome);
        return ApiJson.Ok(new { }, StatusCodes.Status202Accepted);
    }
}
