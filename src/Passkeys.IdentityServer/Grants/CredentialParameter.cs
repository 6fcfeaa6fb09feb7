using System.Text.Json;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Grants;

/// <summary>The form parameter <c>credential</c>: an AuthenticationResponseJSON as one string.</summary>
internal static class CredentialParameter
{
    public static JsonElement Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, JsonBody.Limits);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new InvalidMemberException("credential", "an AuthenticationResponseJSON (WebAuthn L3 §5.1.9) as one string is expected.");
        }
    }
}
