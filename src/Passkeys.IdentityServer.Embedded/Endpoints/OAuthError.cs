using System.Globalization;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Embedded.Clients;

namespace Passkeys.IdentityServer.Embedded.Endpoints;

/// <summary>An error of an OAuth endpoint (RFC 6749 §5.2).</summary>
internal sealed record OAuthError(string Code, string Description, int Status = StatusCodes.Status400BadRequest, string? Challenge = null)
{
    public static OAuthError AmbiguousClient { get; } = InvalidRequest("The client authenticates in more than one way, or in a way that cannot be read.");

    public static OAuthError TooLarge { get; } = new("invalid_request", "The body is larger than 64 KiB.", StatusCodes.Status413PayloadTooLarge);

    /// <summary>The one answer to whatever is wrong with a grant.</summary>
    public static OAuthError InvalidGrant { get; } = new("invalid_grant", "The grant is invalid, expired, revoked or was issued to another client.");

    public static OAuthError InvalidRequest(string description) => new("invalid_request", description);

    public static OAuthError Missing(string parameter) => InvalidRequest($"The parameter {parameter} is missing.");

    /// <summary>RFC 9126 §2.3: 429; with Retry-After (RFC 6585 §4).</summary>
    public static OAuthError TooManyRequests(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return new("temporarily_unavailable", "Too many requests from this address.", StatusCodes.Status429TooManyRequests);
    }

    public static OAuthError InvalidScope(string description) => new("invalid_scope", description);

    // RFC 6749 §5.2: 401, with WWW-Authenticate when the client used that header.
    public static OAuthError InvalidClient(ClientCredentials credentials) => new(
        "invalid_client",
        credentials.Id is null ? "The parameter client_id is missing." : "Client authentication failed.",
        StatusCodes.Status401Unauthorized,
        credentials.FromHeader ? "Basic realm=\"oauth\"" : null);

    public IResult ToResult(HttpContext http)
    {
        if (Challenge is not null)
            http.Response.Headers.WWWAuthenticate = Challenge;
        return Results.Json(new Body(Code, Description), ProviderJson.Options, statusCode: Status);
    }

    private sealed record Body(string Error, string ErrorDescription);
}
