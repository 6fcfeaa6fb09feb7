using Microsoft.AspNetCore.Http;

namespace Passkeys.IdentityServer.Embedded.Endpoints;

/// <summary>Refusals of a protected resource (RFC 6750 §3).</summary>
internal static class BearerError
{
    // RFC 6750 §3.1: a request without a token is told no error.
    public static IResult NoToken(HttpContext http) => Challenge(http, StatusCodes.Status401Unauthorized, "Bearer");

    public static IResult InvalidToken(HttpContext http) =>
        Challenge(http, StatusCodes.Status401Unauthorized, "Bearer error=\"invalid_token\"");

    public static IResult InsufficientScope(HttpContext http, string scope) =>
        Challenge(http, StatusCodes.Status403Forbidden, $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"");

    private static IResult Challenge(HttpContext http, int status, string challenge)
    {
        http.Response.Headers.WWWAuthenticate = challenge;
        return Results.StatusCode(status);
    }
}
