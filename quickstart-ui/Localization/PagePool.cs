using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.QuickstartUi.Localization;

/// <summary>The pool of the person who is signed in. A feature of requests for pages whose address names no pool.</summary>
internal sealed record PersonsPool(Pool Pool);

/// <summary>The pool that a page belongs to.</summary>
internal sealed class PagePool(IPools pools, IVisitors visitors)
{
    /// <summary>The pool of the page's address; where it names none, that of the person who is signed in; or null.</summary>
    public async Task<Pool?> FindAsync(HttpContext http)
    {
        if (http.GetRouteValue("pool") is string named)
        {
            var pool = PoolId.TryParse(named, out var id) ? await pools.FindAsync(id, http.RequestAborted) : null;
            // The page itself need not ask again.
            http.Features.Set(pool);
            return pool;
        }
        if (await visitors.FindAsync(http) is not { } visitor || await pools.FindAsync(visitor.Pool, http.RequestAborted) is not { } own)
            return null;
        http.Features.Set(new PersonsPool(own));
        return own;
    }
}
