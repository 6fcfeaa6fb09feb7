using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Applications;

/// <summary>The version of a client as an entity tag (RFC 9110 §8.8.3).</summary>
internal static class ClientVersions
{
    public static void Tell(HttpContext http, ClientDescription client)
    {
        if (client.Version is { } version)
            http.Response.Headers.ETag = TagOf(version);
    }

    /// <summary>The answer to whoever does not say which version they saw, or saw another; null when they saw this one (RFC 9110 §13.1.1, RFC 6585 §3).</summary>
    public static IResult? Refuse(HttpContext http, Guid version)
    {
        var tags = http.Request.Headers.IfMatch.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        return tags.Count == 0
            ? Problem.Of(StatusCodes.Status428PreconditionRequired, "precondition_required", "If-Match with the ETag of the client is required.")
            : tags.Contains("*") || tags.Contains(TagOf(version)) ? null : Stale();
    }

    public static IResult Stale() =>
        Problem.Of(StatusCodes.Status412PreconditionFailed, "precondition_failed", "The client was changed since it was read. Read it again.");

    private static string TagOf(Guid version) => $"\"{version:N}\"";
}
