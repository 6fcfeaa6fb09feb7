using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Passkeys.IdentityServer.Engine;
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

    private const string AuthenticatedAtClaim = "authenticated_at";
    private const string AmrClaim = "amr";
    private const string AcrClaim = "acr";

    /// <summary>The claims of a session's principal but for the person's own.</summary>
    public static IReadOnlyList<string> SessionClaimTypes { get; } = [SessionClaim, PoolClaim, AuthenticatedAtClaim, "auth_time", AmrClaim, AcrClaim];

    /// <summary>
    /// The principal of a session: who, of which pool, by which session, and by which authentication. Its claims are named and
    /// written as in tokens, so that an engine can make tokens of it: <c>amr</c> once for each method, <c>auth_time</c> in seconds since 1970.
    /// </summary>
    public static ClaimsPrincipal PrincipalOf(Session session)
    {
        var identity = new ClaimsIdentity(Scheme, SubjectClaim, roleType: null);
        identity.AddClaim(new Claim(SubjectClaim, session.UserId));
        identity.AddClaim(new Claim(AuthenticatedAtClaim, session.AuthenticatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture)));
        foreach (var (name, value) in SessionClaims.Of(session))
            identity.AddClaims(ClaimsOf(name, value));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>What the cookie of a session says besides: it is good for as long as the sign-in is, which the pool may have set.</summary>
    public static AuthenticationProperties PropertiesOf(Session session) => new() { ExpiresUtc = session.SignedInUntil };

    /// <summary>
    /// Lets a session count for no more than the authentication that this cookie came from: when its person steps up, the copies of the
    /// cookie that were made before do not step up with it.
    /// </summary>
    internal static void LimitTo(ClaimsPrincipal cookie, Session session)
    {
        _ = long.TryParse(cookie.FindFirstValue(AuthenticatedAtClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks);
        if (ticks >= session.AuthenticatedAt.UtcTicks)
            return;
        session.AuthenticatedAt = new DateTimeOffset(ticks, TimeSpan.Zero);
        session.Amr = string.Join(' ', cookie.FindAll(AmrClaim).Select(method => method.Value));
        session.Acr = cookie.FindFirstValue(AcrClaim) ?? "";
    }

    private static IEnumerable<Claim> ClaimsOf(string name, object value) => value switch
    {
        string[] values => values.Select(item => new Claim(name, item)),
        long seconds => [new Claim(name, seconds.ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer64)],
        _ => [new Claim(name, (string)value)],
    };

    /// <summary>The session of a principal, or of claims that an engine took from one; null when it has none of ours.</summary>
    public static (PoolId Pool, string SessionId)? Read(ClaimsPrincipal? principal) =>
        PoolId.TryParse(principal?.FindFirstValue(PoolClaim), out var pool) && principal!.FindFirstValue(SessionClaim) is { } sid ? (pool, sid) : null;
}
