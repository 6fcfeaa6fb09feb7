using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Embedded.Keys;

/// <summary>Signs JWTs in the name of the issuer.</summary>
internal sealed class TokenSigner(SigningKeyRing ring, Issuer issuer) : ITokenSigner
{
    public Task<string> SignAsync(string type, JsonObject payload, CancellationToken ct) => SignAsync(issuer.Current, type, payload, ct);

    public async Task<JsonObject?> ReadAsync(string type, string token, CancellationToken ct) =>
        await JsonWebSignature.ReadAsync(token, type, ring, ct) is { } claims && CompactJws.TextOf(claims["iss"]) == issuer.Current ? claims : null;

    /// <summary>The same where there is no request to tell the issuer.</summary>
    public async Task<string> SignAsync(string issuedBy, string type, JsonObject payload, CancellationToken ct)
    {
        payload["iss"] = issuedBy;
        return JsonWebSignature.Sign(await ring.SigningKeyAsync(ct), type, payload);
    }
}
