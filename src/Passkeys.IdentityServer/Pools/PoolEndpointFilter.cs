using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Pools;

/// <summary>Finds the pool of a call, and turns input that cannot be read into the answer that says so.</summary>
internal sealed class PoolEndpointFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            if ((http.Features.Get<Pool>() ?? await FindPoolAsync(http)) is not { } pool)
                return Problem.UnknownPool();
            http.Features.Set(pool);
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

    private static Task<Pool?> FindPoolAsync(HttpContext http) =>
        PoolId.TryParse(http.Request.RouteValues["pool"] as string, out var id)
            ? http.RequestServices.GetRequiredService<IPools>().FindAsync(id, http.RequestAborted)
            : Task.FromResult<Pool?>(null);
}

/// <summary>The pool of a call.</summary>
internal static class PoolFeature
{
    public static Pool Pool(this HttpContext http) => http.Features.Get<Pool>() ?? throw new InvalidOperationException("The call has no pool.");
}
