using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Passkeys.IdentityServer.Pools;

/// <summary>CORS for <c>/identity/{pool}</c>: the pool's own origins, never with credentials. Other policies are the host's.</summary>
internal sealed class PoolCors(ICorsPolicyProvider others) : ICorsPolicyProvider
{
    public const string PolicyName = "passkeys.pool";

    private static readonly CorsPolicy Nobody = new CorsPolicyBuilder().Build();

    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) =>
        policyName == PolicyName ? OfPoolAsync(context) : others.GetPolicyAsync(context, policyName);

    private static async Task<CorsPolicy?> OfPoolAsync(HttpContext http)
    {
        var pools = http.RequestServices.GetService(typeof(IPools)) as IPools;
        if (!PoolId.TryParse(http.Request.RouteValues["pool"] as string, out var id) || await pools!.FindAsync(id, http.RequestAborted) is not { } pool)
            return Nobody;
        // PoolEndpointFilter need not ask again.
        http.Features.Set(pool);
        return new CorsPolicyBuilder([.. pool.Policy.WebOrigins])
            .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
            .WithHeaders("Authorization", "Content-Type")
            .WithExposedHeaders("WWW-Authenticate", "Retry-After")
            .Build();
    }
}
