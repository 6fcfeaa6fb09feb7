using Duende.IdentityServer.Services;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Duende.Answers;

/// <summary>Lets the pages of pools read what Duende answers (CORS), besides those of the clients: whoever signs in with a passkey there asks for tokens there.</summary>
internal sealed class PoolOrigins(ICorsPolicyService others, IHttpContextAccessor accessor) : ICorsPolicyService
{
    public async Task<bool> IsOriginAllowedAsync(string origin) =>
        await others.IsOriginAllowedAsync(origin) || (accessor.HttpContext is { } http && await IsOfPoolAsync(http, origin));

    private static async Task<bool> IsOfPoolAsync(HttpContext http, string origin)
    {
        var pools = await http.RequestServices.GetRequiredService<IPools>().ListEnabledAsync(http.RequestAborted);
        return pools.Any(pool => pool.Policy.AllOrigins.Contains(origin, StringComparer.Ordinal));
    }
}
