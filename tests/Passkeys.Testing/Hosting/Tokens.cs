using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace Passkeys.Testing.Hosting;

/// <summary>The tokens of a token endpoint.</summary>
/// <param name="Access">The access token.</param>
/// <param name="Refresh">The refresh token, or null.</param>
/// <param name="Id">The id_token, or null.</param>
public sealed record Tokens(string Access, string? Refresh, string? Id)
{
    /// <summary>The passkey grant.</summary>
    public const string PasskeyGrant = "urn:passkeys:params:oauth:grant-type:webauthn";

    /// <summary>All scopes of the seeded native app.</summary>
    public const string EveryScope = "openid profile email offline_access passkeys demo-api";

    /// <summary>The tokens of a successful answer.</summary>
    public static Tokens Of(Answer answer) =>
        new(answer.OrThrow()["access_token"], (string?)answer.Body["refresh_token"], (string?)answer.Body["id_token"]);

    /// <summary>The claims of a JWT, unverified.</summary>
    public static JsonObject ClaimsOf(string jwt) => JsonNode.Parse(Base64Url.DecodeFromChars(jwt.Split('.')[1]))!.AsObject();
}
