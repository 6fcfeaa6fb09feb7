using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Pools;

/// <summary>The addresses that browsers and password managers look at.</summary>
internal static class WellKnownEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/.well-known/webauthn", RelatedOriginsAsync);
        endpoints.MapGet("/.well-known/passkey-endpoints", PasskeyEndpointsDocument);
    }

    // WebAuthn L3 §5.11: the origins that may use this host's RP ID.
    private static async Task<IResult> RelatedOriginsAsync(HttpContext http, IPools pools)
    {
        var here = await pools.ListByRpIdAsync(http.Request.Host.Host, http.RequestAborted);
        return here.Count == 0
            ? Results.NotFound()
            : ApiJson.Ok(new { origins = here.SelectMany(p => p.Policy.Origins).Distinct(StringComparer.Ordinal) });
    }

    // "A Well-Known URL for Passkey Endpoints" (W3C).
    private static IResult PasskeyEndpointsDocument(HttpRequest request)
    {
        var manage = $"{request.Scheme}://{request.Host}{request.PathBase}/passkeys";
        return ApiJson.Ok(new { enroll = manage, manage });
    }
}
