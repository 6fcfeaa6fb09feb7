using System.Security.Claims;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>The sign-in cookie of the host's own pages. It holds the session's id, and is worth nothing once the session has ended.</summary>
public static class PasskeysAuthentication
{
    /// <summary>The authentication scheme of the cookie.</summary>
    public const string Scheme = "Passkeys";

    /// <summary>The claim with the person's id.</summary>
    public const string SubjectClaim = "sub";

    /// <summary>The claim with the pool's id.</summary>
    public const string PoolClaim = "pool";

    /// <summary>The claim with the session's id.</summary>
    public const string SessionClaim = "sid";

    /// <summary>The principal of a session: who, of which pool, by which session.</summary>
    public static ClaimsPrincipal PrincipalOf(Session session) => new(new ClaimsIdentity(
        [new(SubjectClaim, session.UserId), new(PoolClaim, session.Pool.Value), new(SessionClaim, session.Id)], Scheme, SubjectClaim, roleType: null));

    internal static (PoolId Pool, string SessionId)? Read(ClaimsPrincipal? principal) =>
        PoolId.TryParse(principal?.FindFirstValue(PoolClaim), out var pool) && principal!.FindFirstValue(SessionClaim) is { } sid ? (pool, sid) : null;
}
