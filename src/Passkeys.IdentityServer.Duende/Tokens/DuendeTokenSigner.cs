using System.Text.Json.Nodes;
using Duende.IdentityServer.Services;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Duende.Tokens;

/// <summary>Signs with Duende's current key, in the name of its issuer.</summary>
internal sealed class DuendeTokenSigner(IKeyMaterialService keys, IIssuerNameService issuer) : ITokenSigner
{
    public async Task<string> SignAsync(string type, JsonObject payload, CancellationToken ct)
    {
        payload["iss"] = await issuer.GetCurrentAsync();
        var credentials = await keys.GetSigningCredentialsAsync();
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }
            .CreateToken(payload.ToJsonString(), credentials, new Dictionary<string, object> { ["typ"] = type });
    }

    public async Task<JsonObject?> ReadAsync(string type, string token, CancellationToken ct)
    {
        var expected = new TokenValidationParameters
        {
            ValidTypes = [type],
            ValidIssuer = await issuer.GetCurrentAsync(),
            IssuerSigningKeys = (await keys.GetValidationKeysAsync()).Select(info => info.Key),
            // Whom it is for and until when is the caller's to judge.
            ValidateAudience = false,
            ValidateLifetime = false,
        };
        var validation = await new JsonWebTokenHandler().ValidateTokenAsync(token, expected);
        return validation.IsValid ? JsonNode.Parse(Base64UrlEncoder.Decode(((JsonWebToken)validation.SecurityToken).EncodedPayload))?.AsObject() : null;
    }
}
