using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Engine;

/// <summary>What tokens say about an authentication: <c>auth_time</c>, <c>amr</c>, <c>acr</c>, <c>sid</c>, <c>pool</c>. The same in both engines.</summary>
public static class SessionClaims
{
    /// <summary>The session's claims; <c>amr</c> and <c>acr</c> are left out when there is nothing to say.</summary>
    /// <returns>Claim names with a string, a long (seconds since 1970, OpenID Connect Core 1.0 §2) or an array of strings each.</returns>
    public static IReadOnlyDictionary<string, object> Of(Session session)
    {
        var claims = new Dictionary<string, object>
        {
            ["auth_time"] = session.AuthenticatedAt.ToUnixTimeSeconds(),
            ["sid"] = session.Id,
            ["pool"] = session.Pool.Value,
        };
        if (session.Amr.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } methods)
            claims["amr"] = methods;
        if (session.Acr.Length > 0)
            claims["acr"] = session.Acr;
        return claims;
    }
}
