using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Embedded.Endpoints;

/// <summary>Lets the pages of clients read the answers (CORS, Fetch §3.2), without credentials: their origins are those of public clients' redirect URIs, those that a client names, and those of connected pools.</summary>
internal sealed class BrowserOrigins(ClientDirectory clients, PasskeysDbContext db) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        await AllowAsync(context.HttpContext);
        return await next(context);
    }

    /// <summary>Answers a preflight request (Fetch §3.2.2).</summary>
    public static IResult Preflight(HttpContext http)
    {
        var headers = http.Response.Headers;
        if (headers.AccessControlAllowOrigin.Count > 0)
        {
            headers.AccessControlAllowMethods = "GET, POST";
            headers.AccessControlAllowHeaders = "authorization, content-type";
            headers.AccessControlMaxAge = "600";
        }

        return Results.NoContent();
    }

    private async Task AllowAsync(HttpContext http)
    {
        http.Response.Headers.Append("Vary", "Origin");
        if (http.Request.Headers.Origin is [{ Length: > 0 } origin] && await IsAllowedAsync(origin, http.RequestAborted))
            http.Response.Headers.AccessControlAllowOrigin = origin;
    }

    private async Task<bool> IsAllowedAsync(string origin, CancellationToken ct) => clients.Origins.Contains(origin) || await IsOriginOfPoolAsync(origin, ct);

    private async Task<bool> IsOriginOfPoolAsync(string origin, CancellationToken ct)
    {
        var pools = clients.Pools;
        var policies = await db.Pools.AsNoTracking().Where(pool => pool.Enabled && pools.Contains(pool.Id)).Select(pool => pool.Policy).ToListAsync(ct);
        return policies.Any(policy => policy.AllOrigins.Contains(origin, StringComparer.Ordinal));
    }
}
