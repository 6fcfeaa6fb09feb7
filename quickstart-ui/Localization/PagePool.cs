using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.QuickstartUi.Localization;

/// <summary>The pool that a page belongs to.</summary>
internal sealed class PagePool(IPools pools, IVisitors visitors)
{
    /// <summary>The pool of the page's address; where it names none, that of the person who is signed in; or null.</summary>
    public async Task<Pool?> FindAsync(HttpContext http)
    {
        if (http.GetRouteValue("pool") is not string named)
            return await visitors.FindAsync(http) is { } visitor ? await pools.FindAsync(visitor.Pool, http.RequestAborted) : null;
        var pool = PoolId.TryParse(named, out var id) ? await pools.FindAsync(id, http.RequestAborted) : null;
        // The page itself need not ask again.
        http.Features.Set(pool);
        return pool;
    }
}
