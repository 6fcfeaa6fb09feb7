using System.Text.Json;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>An AuthenticationResponseJSON (WebAuthn L3 §5.1.9), read but not judged.</summary>
public sealed record AuthenticationResponse : PublicKeyCredentialJson
{
    /// <summary>The authenticator data, as it was signed.</summary>
    public required byte[] SignedAuthenticatorData { get; init; }

    /// <summary>The signature.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>The user handle; null when it was absent, null or empty, which all mean "not supplied".</summary>
    public byte[]? UserHandle { get; init; }

    /// <summary>Reads the JSON.</summary>
    /// <exception cref="InvalidMemberException">It cannot be read; the message names the member.</exception>
    public static AuthenticationResponse Read(JsonElement credential)
    {
        var member = ReadObject(credential);
        var rawId = ReadId(member);
        var response = member.RequiredObject("response");
        var clientData = ReadClientData(response, out var clientDataJson);
        var authenticatorData = response.RequiredBytes("authenticatorData");
        return new AuthenticationResponse
        {
            RawId = rawId,
            ClientData = clientData,
            ClientDataJson = clientDataJson,
            SignedAuthenticatorData = authenticatorData,
            AuthenticatorData = AuthenticatorData.Read(authenticatorData)
                ?? throw new InvalidMemberException(response.Path + ".authenticatorData", "authenticator data (WebAuthn L3 §6.1) is expected."),
            Signature = response.RequiredBytes("signature"),
            UserHandle = response.OptionalBytes("userHandle"),
        };
    }
}
