using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace Passkeys.Testing.Authenticators;

/// <summary>An AuthenticationResponseJSON in the making (WebAuthn L3 §5.1).</summary>
public sealed class AssertionDraft : CeremonyDraft
{
    /// <summary>The user handle, or null to leave it out.</summary>
    public byte[]? UserHandle { get; set; }

    internal JsonObject Build(CredentialKey key, string attachment)
    {
        var clientData = EncodeClientData();
        var authenticatorData = EncodeAuthenticatorData([]);
        var response = new JsonObject
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(clientData),
            ["authenticatorData"] = Base64Url.EncodeToString(authenticatorData),
            ["signature"] = Base64Url.EncodeToString(Sign(key, authenticatorData, clientData)),
        };
        if (UserHandle is not null)
            response["userHandle"] = Base64Url.EncodeToString(UserHandle);

        return Wrap(response, attachment);
    }
}
