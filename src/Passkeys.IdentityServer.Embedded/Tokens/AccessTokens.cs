using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>What access tokens say (RFC 9068 §2.2), in a JWT or at introspection.</summary>
internal sealed class AccessTokens(IOptions<EmbeddedProviderOptions> options, Issuer issuer)
{
    /// <summary>The <c>typ</c> of access tokens (RFC 9068 §2.1).</summary>
    public const string JwtType = "at+jwt";

    public IReadOnlyList<string> AudiencesOf(IReadOnlyCollection<string> scope) =>
        ScopeCatalog.AudiencesOf(scope, options.Value.ApiResources, issuer.Current);

    /// <summary>
    /// The claims, but for <c>iss</c> and <c>jti</c>. A client's own token has no <c>sub</c>: RFC 9068 §2.2 would have the client id there,
    /// but the other engine leaves it out, and nobody can then mistake a client for a person.
    /// </summary>
    public JsonObject Claims(string clientId, IReadOnlyList<string> scope, TokenFamily? family, DateTimeOffset issuedAt, DateTimeOffset expiresAt)
    {
        var audiences = AudiencesOf(scope);
        var claims = new JsonObject
        {
            ["aud"] = audiences.Count == 1 ? audiences[0] : new JsonArray([.. audiences.Select(audience => (JsonNode)audience)]),
            ["iat"] = issuedAt.ToUnixTimeSeconds(),
            ["exp"] = expiresAt.ToUnixTimeSeconds(),
            ["client_id"] = clientId,
            ["scope"] = string.Join(' ', scope),
        };
        if (family is not null)
            AddAuthentication(claims, family);
        return claims;
    }

    /// <summary>Adds who was authenticated, when and how, as it was when the family was granted.</summary>
    public static void AddAuthentication(JsonObject claims, TokenFamily family)
    {
        claims["sub"] = family.UserId;
        foreach (var (name, value) in SessionClaims.Of(family.Pool, family.SessionId, family.AuthenticatedAt, new AuthenticationContext(family.Amr, family.Acr)))
            claims[name] = value is string[] values ? new JsonArray([.. values.Select(item => (JsonNode)item)]) : JsonValue.Create(value);
    }
}
