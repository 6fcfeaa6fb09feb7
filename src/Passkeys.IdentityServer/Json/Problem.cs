using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Passkeys.IdentityServer.Json;

/// <summary>Problem details (RFC 9457) with a stable <c>code</c>.</summary>
internal static class Problem
{
    public static IResult Of(int status, string code, string detail, Action<JsonObject>? extend = null)
    {
        var problem = new JsonObject
        {
            ["type"] = "urn:passkeys:problem:" + code,
            ["title"] = code.Replace('_', ' '),
            ["status"] = status,
            ["detail"] = detail,
            ["code"] = code,
        };
        extend?.Invoke(problem);
        return Results.Text(problem.ToJsonString(), "application/problem+json", statusCode: status);
    }

    public static IResult InvalidRequest(InvalidMemberException invalid) =>
        Of(StatusCodes.Status400BadRequest, "invalid_request", invalid.Message, problem => problem["member"] = invalid.Member);

    /// <summary>A body that is too large or of another media type, or a request that could not be read at all.</summary>
    public static IResult Unreadable(BadHttpRequestException refused) => Of(
        refused.StatusCode,
        refused.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => "payload_too_large",
            StatusCodes.Status415UnsupportedMediaType => "unsupported_media_type",
            _ => "invalid_request",
        },
        refused.Message);

    public static IResult UnknownPool() => Of(StatusCodes.Status404NotFound, "unknown_pool", "There is no such pool.");

    public static IResult NotFound() => Of(StatusCodes.Status404NotFound, "not_found", "There is no such thing.");

    /// <summary>One shape for every reason: what was wrong is for the audit.</summary>
    public static IResult AuthenticationFailed() =>
        Of(StatusCodes.Status401Unauthorized, "authentication_failed", "The passkey could not be verified. Begin again.");

    /// <summary>429 with Retry-After (RFC 6585 §4, RFC 9110 §10.2.3).</summary>
    public static IResult TooManyAttempts(HttpContext http, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers.CacheControl = "no-store";
        return Of(StatusCodes.Status429TooManyRequests, "too_many_attempts", $"Too many attempts. Try again in {seconds} seconds.", problem => problem["retryAfter"] = seconds);
    }

    public static IResult LastCredential() => Of(
        StatusCodes.Status409Conflict, "last_credential", "This is the last way to sign in. Confirm with ?confirm=last_credential to remove it all the same.");

    public static IResult InvalidCode() =>
        Of(StatusCodes.Status400BadRequest, "invalid_code", "The code is wrong, used or expired.");
}
