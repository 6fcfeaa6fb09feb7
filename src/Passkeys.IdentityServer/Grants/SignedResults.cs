using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Ceremonies;
using Passkeys.IdentityServer.Ceremonies.Authentication;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Grants;

/// <summary>
/// Signs the result of a sign-in for its client: a JWT that the client verifies by the JWKS, or has verified. Its own <c>typ</c> keeps it from
/// being taken for an id_token or an access token (RFC 8725 §3.11).
/// </summary>
internal sealed class SignedResults(ITokenSigner signer, IOptions<PasskeysOptions> options, TimeProvider time)
{
    public const string Type = "passkey-result+jwt";

    public Task<string> SignAsync(SignInOutcome.Accepted accepted, string clientId, Caller caller, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var (session, facts) = (accepted.Session, accepted.Facts);
        var payload = new JsonObject
        {
            ["aud"] = clientId,
            ["sub"] = accepted.User.Id,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + options.Value.ResultLifetime).ToUnixTimeSeconds(),
            ["jti"] = OpaqueToken.NewSecret(),
            ["pool"] = accepted.User.Pool.Value,
            ["auth_time"] = session.AuthenticatedAt.ToUnixTimeSeconds(),
            ["amr"] = new JsonArray([.. session.Amr.Split(' ').Select(method => (JsonNode)method)]),
            ["user_verified"] = facts.UserVerified,
            ["ip_address"] = caller.IpAddress,
            ["user_agent"] = caller.UserAgent,
        };
        // A password has neither a class nor a passkey to tell of.
        if (session.Acr.Length > 0)
            payload["acr"] = session.Acr;
        if (facts.PasskeyId is not null)
            (payload["passkey_id"], payload["credential_id"]) = (facts.PasskeyId, facts.CredentialId);
        return signer.SignAsync(Type, payload, ct);
    }
}
