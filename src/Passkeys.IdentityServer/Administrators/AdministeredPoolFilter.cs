using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Administrators;

/// <summary>Finds the pool of an administrator's call, enabled or not, and turns input that cannot be read into the answer that says so.</summary>
internal sealed class AdministeredPoolFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            if (http.Request.RouteValues["pool"] is string named)
            {
                if (!PoolId.TryParse(named, out var id) || await FindAsync(http, id) is not { } pool)
                    return Problem.UnknownPool();
                http.Features.Set(pool);
            }
            return await next(context);
        }
        catch (InvalidMemberException invalid)
        {
            return Problem.InvalidRequest(invalid);
        }
        catch (BadHttpRequestException refused) when (!http.RequestAborted.IsCancellationRequested)
        {
            return Problem.Unreadable(refused);
        }
    }

    private static Task<Pool?> FindAsync(HttpContext http, PoolId id) =>
        http.RequestServices.GetRequiredService<PasskeysDbContext>().Pools.AsNoTracking().SingleOrDefaultAsync(pool => pool.Id == id, http.RequestAborted);
}
