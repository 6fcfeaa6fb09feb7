using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.QuickstartUi.Choosing;

/// <summary>Finds the pools that a person can choose among, and the one that need not be asked for.</summary>
/// <param name="pools">The pools of the host.</param>
public sealed class PoolChooser(IPools pools)
{
    /// <summary>The pools, by name: those that the request is for, or all; of them, those whose passkeys work at the host that the browser is at.</summary>
    /// <param name="http">The browser's request.</param>
    /// <param name="request">The application's request, or null.</param>
    public async Task<IReadOnlyList<Pool>> OfferAsync(HttpContext http, AuthorizationContext? request)
    {
        var enabled = await pools.ListEnabledAsync(http.RequestAborted);
        return [.. enabled.Where(pool => request?.Pools.Contains(pool.Id) is not false && WorksAt(pool, http.Request))];
    }

    /// <summary>The pool to go straight to: the only one, the one of the person who is signed in, the one of this host name, or the one chosen before. Null: ask.</summary>
    /// <param name="offered">The pools there are to choose among.</param>
    /// <param name="http">The browser's request.</param>
    /// <param name="request">The application's request, or null.</param>
    /// <param name="visitor">Who is signed in and may answer the request, or null.</param>
    public static Pool? Straight(IReadOnlyList<Pool> offered, HttpContext http, AuthorizationContext? request, Visitor? visitor) =>
        Only(offered)
        ?? offered.FirstOrDefault(pool => pool.Id == visitor?.Pool)
        ?? Only([.. offered.Where(pool => IsNameOf(pool.RpId, http.Request))])
        ?? offered.FirstOrDefault(pool => pool.Id.Value == RememberedPool.Find(http, request?.Client.ClientId));

    // WebAuthn L3 §5.1.4.1 step 8: the host is the RP ID or below it. A name without a dot is a public suffix, which nothing is below.
    private static bool WorksAt(Pool pool, HttpRequest request) =>
        IsNameOf(pool.RpId, request)
        || (pool.RpId.Contains('.', StringComparison.Ordinal) && OriginRule.Covers(pool.RpId, OriginOf(request)))
        || pool.Policy.AllOrigins.Contains(OriginOf(request), StringComparer.Ordinal);

    private static bool IsNameOf(string rpId, HttpRequest request) => request.Host.Host.Equals(rpId, StringComparison.OrdinalIgnoreCase);

    private static string OriginOf(HttpRequest request) => $"{request.Scheme}://{request.Host.Value}";

    private static Pool? Only(IReadOnlyList<Pool> offered) => offered is [var only] ? only : null;
}
