using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Embedded.Authorization;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Embedded.Grants;
using Passkeys.IdentityServer.Embedded.Keys;
using Passkeys.IdentityServer.Embedded.Tokens;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Embedded.Endpoints;

/// <summary>The provider's metadata (OpenID Connect Discovery 1.0 §3, RFC 8414) and its keys (RFC 7517 §5).</summary>
internal sealed class DiscoveryEndpoint(
    Issuer issuer, IOptions<EmbeddedProviderOptions> options, IEnumerable<ITokenGrant> grants, SigningKeyRing ring)
{
    private static readonly string[] TokenClaims = ["sub", "iss", "aud", "exp", "iat", "auth_time", "amr", "acr", "sid", "pool", "nonce", "at_hash"];

    private static readonly string[] Confidential = ["client_secret_basic", "client_secret_post", "private_key_jwt"];

    public IResult Describe()
    {
        var address = issuer.Current;
        var document = new JsonObject
        {
            ["issuer"] = address,
            ["jwks_uri"] = address + ProviderPaths.Jwks,
            ["authorization_endpoint"] = address + ProviderPaths.Authorization,
            ["pushed_authorization_request_endpoint"] = address + ProviderPaths.PushedAuthorization,
            ["require_pushed_authorization_requests"] = false,
            ["token_endpoint"] = address + ProviderPaths.Token,
            ["userinfo_endpoint"] = address + ProviderPaths.UserInfo,
            ["introspection_endpoint"] = address + ProviderPaths.Introspection,
            ["revocation_endpoint"] = address + ProviderPaths.Revocation,
            ["end_session_endpoint"] = address + ProviderPaths.EndSession,
            ["backchannel_logout_supported"] = true,
            ["backchannel_logout_session_supported"] = true,
            ["frontchannel_logout_supported"] = false,
            ["grant_types_supported"] = Array(grants.Select(grant => grant.Type)),
            ["response_types_supported"] = Array(["code"]),
            ["response_modes_supported"] = Array(ResponseMode.All),
            ["code_challenge_methods_supported"] = Array(["S256"]),
            ["prompt_values_supported"] = Array(Prompt.All),
            ["authorization_response_iss_parameter_supported"] = true,
            ["claims_parameter_supported"] = false,
            ["request_parameter_supported"] = false,
            ["request_uri_parameter_supported"] = false,
            ["subject_types_supported"] = Array(["public"]),
            ["id_token_signing_alg_values_supported"] = Array(["ES256"]),
            ["scopes_supported"] = Array(ScopeCatalog.NamesIn(options.Value).Order(StringComparer.Ordinal)),
            ["claims_supported"] = Array(UserClaims.ByScope.Values.SelectMany(claims => claims).Union(TokenClaims)),
            ["acr_values_supported"] = Array(Acr.All),
            ["token_endpoint_auth_methods_supported"] = Array([.. Confidential, "none"]),
            ["token_endpoint_auth_signing_alg_values_supported"] = Array(ClientKey.Algorithms),
            ["introspection_endpoint_auth_methods_supported"] = Array(Confidential),
            ["introspection_endpoint_auth_signing_alg_values_supported"] = Array(ClientKey.Algorithms),
            ["revocation_endpoint_auth_methods_supported"] = Array([.. Confidential, "none"]),
            ["revocation_endpoint_auth_signing_alg_values_supported"] = Array(ClientKey.Algorithms),
        };
        if (options.Value.UiLocales.Count > 0)
            document["ui_locales_supported"] = Array(options.Value.UiLocales);
        return Results.Json(document);
    }

    public async Task<IResult> KeysAsync(CancellationToken ct)
    {
        var keys = await ring.PublishedKeysAsync(ct);
        return Results.Json(new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => key.ToPublicJwk())]) }, contentType: "application/jwk-set+json");
    }

    private static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);
}
