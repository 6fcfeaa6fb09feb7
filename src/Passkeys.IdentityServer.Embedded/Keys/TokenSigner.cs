using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Embedded.Keys;

/// <summary>Signs JWTs in the name of the issuer.</summary>
internal sealed class TokenSigner(SigningKeyRing ring, Issuer issuer) : ITokenSigner
{
    public Task<string> SignAsync(string type, JsonObject payload, CancellationToken ct) => SignAsync(issuer.Current, type, payload, ct);

    /// <summary>The same where there is no request to tell the issuer.</summary>
    public async Task<string> SignAsync(string issuedBy, string type, JsonObject payload, CancellationToken ct)
    {
        payload["iss"] = issuedBy;
        return JsonWebSignature.Sign(await ring.SigningKeyAsync(ct), type, payload);
    }
}
