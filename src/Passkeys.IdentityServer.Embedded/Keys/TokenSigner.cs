using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Embedded.Keys;

/// <summary>Signs JWTs in the name of the issuer.</summary>
internal sealed class TokenSigner(SigningKeyRing ring, Issuer issuer) : ITokenSigner
{
    public async Task<string> SignAsync(string type, JsonObject payload, CancellationToken ct)
    {
        payload["iss"] = issuer.Current;
        return JsonWebSignature.Sign(await ring.SigningKeyAsync(ct), type, payload);
    }
}
