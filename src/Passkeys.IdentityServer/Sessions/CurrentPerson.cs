using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>A person who is signed in to a pool, by access token or by cookie.</summary>
internal sealed record SignedInPerson(PoolUser User, string? ClientId, DateTimeOffset AuthenticatedAt);

/// <summary>Finds out who calls; or answers why nobody does, as RFC 6750 and RFC 9470 have it.</summary>
internal sealed class CurrentPerson(IAccessTokenReader tokens, PoolUsers users, IOptions<PasskeysOptions> options, TimeProvider time)
{
    private const string Scope = "passkeys";

    public async Task<(SignedInPerson? Person, IResult? Problem)> FindAsync(HttpContext http, Pool pool, bool recently)
    {
        var (person, problem) = BearerOf(http.Request) is { } token
            ? await ByTokenAsync(http, pool, token)
            : await ByCookieAsync(http, pool);
        return person is not null && recently && IsTooOld(person) ? (null, StepUp(http)) : (person, problem);
    }

    private async Task<(SignedInPerson?, IResult?)> ByTokenAsync(HttpContext http, Pool pool, string bearer)
    {
        if (await tokens.ReadAsync(bearer, http.RequestAborted) is not { Subject: { } subject } token || token.Pool != pool.Id)
            return (null, Unauthorized(http, "invalid_token", "The access token is not valid here."));
        if (!token.Scope.Contains(Scope))
            return (null, Forbidden(http));
        var user = await users.FindAsync(pool.Id, subject, http.RequestAborted);
        return user is { Status: UserStatus.Active }
            ? (new SignedInPerson(user, token.ClientId, token.AuthenticatedAt ?? DateTimeOffset.MinValue), null)
            : (null, Unauthorized(http, "invalid_token", "The access token is not valid here."));
    }

    private static async Task<(SignedInPerson?, IResult?)> ByCookieAsync(HttpContext http, Pool pool)
    {
        if (await LiveSession.OfAsync(http) is not { } live || live.Session.Pool != pool.Id)
            return (null, Unauthorized(http, error: null, "An access token with scope passkeys, or a sign-in at this host, is required."));
        if (!HttpMethods.IsGet(http.Request.Method) && !SameOrigin.Holds(http.Request))
            return (null, Problem.Of(StatusCodes.Status403Forbidden, "cross_origin", "The sign-in cookie is good for pages of this host alone."));
        return (new SignedInPerson(live.User, null, live.Session.AuthenticatedAt), null);
    }

    private bool IsTooOld(SignedInPerson person) => time.GetUtcNow() - person.AuthenticatedAt > options.Value.RecentAuthentication;

    private static string? BearerOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.Length == 0 ? null
            : header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim()
            : "";
    }

    private static IResult Unauthorized(HttpContext http, string? error, string detail)
    {
        http.Response.Headers.WWWAuthenticate = error is null ? "Bearer" : $"Bearer error=\"{error}\"";
        return Problem.Of(StatusCodes.Status401Unauthorized, error ?? "unauthorized", detail);
    }

    private static IResult Forbidden(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{Scope}\"";
        return Problem.Of(StatusCodes.Status403Forbidden, "insufficient_scope", $"The access token needs scope {Scope}.");
    }

    // RFC 9470 §3.
    private IResult StepUp(HttpContext http)
    {
        var seconds = (int)options.Value.RecentAuthentication.TotalSeconds;
        http.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_user_authentication\", error_description=\"A more recent authentication is required\", max_age={seconds}";
        return Problem.Of(StatusCodes.Status401Unauthorized, "step_up_required", $"An authentication in the last {seconds} seconds is required.", problem => problem["maxAge"] = seconds);
    }
}
