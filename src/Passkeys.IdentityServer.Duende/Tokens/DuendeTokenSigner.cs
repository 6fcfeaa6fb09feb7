using System.Text.Json.Nodes;
using Duende.IdentityServer.Services;
using Microsoft.IdentityModel.JsonWebTokens;
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
}
