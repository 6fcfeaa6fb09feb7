using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Pools;

/// <summary>The addresses that browsers, devices and password managers look at. They speak of all pools whose RP ID is, or was, the host that is asked.</summary>
internal static class WellKnownEndpoints
{
    // developer.android.com, "Sign in your user with Credential Manager": what lets an app use the passkeys of a site.
    private static readonly string[] AndroidRelations = ["delegate_permission/common.handle_all_urls", "delegate_permission/common.get_login_creds"];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/.well-known/webauthn", RelatedOriginsAsync);
        endpoints.MapGet("/.well-known/passkey-endpoints", PasskeyEndpointsDocument);
        endpoints.MapGet("/.well-known/assetlinks.json", AndroidAppsAsync);
        endpoints.MapGet("/.well-known/apple-app-site-association", AppleAppsAsync);
    }

    // WebAuthn L3 §5.11: the origins that may use this host's RP ID. Apps are none of the web's.
    private static async Task<IResult> RelatedOriginsAsync(HttpContext http, IPools pools)
    {
        var here = await HereAsync(http, pools);
        return here.Count == 0
            ? Results.NotFound()
            : ApiJson.Ok(new { origins = here.SelectMany(p => p.Policy.WebOrigins).Distinct(StringComparer.Ordinal) });
    }

    // "A Well-Known URL for Passkey Endpoints" (W3C).
    private static IResult PasskeyEndpointsDocument(HttpRequest request)
    {
        var manage = $"{request.Scheme}://{request.Host}{request.PathBase}/passkeys";
        return ApiJson.Ok(new { enroll = manage, manage });
    }

    // Digital Asset Links, "Statement list syntax": what it says has names of its own.
    private static async Task<IResult> AndroidAppsAsync(HttpContext http, IPools pools)
    {
        var apps = (await HereAsync(http, pools)).SelectMany(pool => pool.Policy.AndroidApps)
            .GroupBy(app => app.PackageName, app => app.Sha256CertFingerprints, StringComparer.Ordinal).ToList();
        return apps.Count == 0 ? Results.NotFound() : Results.Json(apps.Select(app => new
        {
            relation = AndroidRelations,
            target = new Dictionary<string, object>
            {
                ["namespace"] = "android_app",
                ["package_name"] = app.Key,
                ["sha256_cert_fingerprints"] = app.SelectMany(fingerprints => fingerprints).Distinct(StringComparer.Ordinal),
            },
        }));
    }

    // Apple, "Supporting associated domains": the service webcredentials is the one that shares passkeys.
    private static async Task<IResult> AppleAppsAsync(HttpContext http, IPools pools)
    {
        var apps = (await HereAsync(http, pools)).SelectMany(pool => pool.Policy.AppleApps).Distinct(StringComparer.Ordinal).ToList();
        return apps.Count == 0 ? Results.NotFound() : ApiJson.Ok(new { webcredentials = new { apps } });
    }

    private static Task<IReadOnlyList<Pool>> HereAsync(HttpContext http, IPools pools) => pools.ListByRpIdAsync(http.Request.Host.Host, http.RequestAborted);
}
