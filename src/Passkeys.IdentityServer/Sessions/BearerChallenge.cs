using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>Bearer tokens of requests, and the answers where they do not do (RFC 6750 §2.1, §3).</summary>
internal static class BearerChallenge
{
    private const string Scheme = "Bearer ";

    /// <summary>The token, or null when there is no Authorization header; empty when the header is of another scheme.</summary>
    public static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.Length == 0 ? null
            : header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim()
            : "";
    }

    /// <summary>Nobody was named.</summary>
    public static IResult Missing(HttpContext http, string detail)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.Of(StatusCodes.Status401Unauthorized, "unauthorized", detail);
    }

    /// <summary>The token is forged, expired, revoked, used or not for this.</summary>
    public static IResult InvalidToken(HttpContext http, string detail = "The token is not valid here.")
    {
        http.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return Problem.Of(StatusCodes.Status401Unauthorized, "invalid_token", detail);
    }

    /// <summary>The token is good, and not for this.</summary>
    public static IResult InsufficientScope(HttpContext http, string scope, string detail)
    {
        http.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
        return Problem.Of(StatusCodes.Status403Forbidden, "insufficient_scope", detail);
    }
}
