using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Engine;

/// <summary>What tokens say about an authentication: <c>auth_time</c>, <c>amr</c>, <c>acr</c>, <c>sid</c>, <c>pool</c>. The same in both engines.</summary>
public static class SessionClaims
{
    /// <summary>The session's claims; <c>amr</c> and <c>acr</c> are left out when there is nothing to say.</summary>
    /// <returns>Claim names with a string, a long (seconds since 1970, OpenID Connect Core 1.0 §2) or an array of strings each.</returns>
    public static IReadOnlyDictionary<string, object> Of(Session session) =>
        Of(session.Pool, session.Id, session.AuthenticatedAt, new AuthenticationContext(session.Amr, session.Acr));

    /// <summary>The claims of an authentication on a session that may have seen a later one.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="authenticatedAt">When the person was authenticated (UTC).</param>
    /// <param name="how">How.</param>
    /// <returns>As for a session.</returns>
    public static IReadOnlyDictionary<string, object> Of(PoolId pool, string sessionId, DateTimeOffset authenticatedAt, AuthenticationContext how)
    {
        var claims = new Dictionary<string, object>
        {
            ["auth_time"] = authenticatedAt.ToUnixTimeSeconds(),
            ["sid"] = sessionId,
            ["pool"] = pool.Value,
        };
        if (how.Amr.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } methods)
            claims["amr"] = methods;
        if (how.Acr.Length > 0)
            claims["acr"] = how.Acr;
        return claims;
    }
}
