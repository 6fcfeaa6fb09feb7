using System.Formats.Cbor;
using System.Text.Json;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>A RegistrationResponseJSON (WebAuthn L3 §5.1.8), read but not judged.</summary>
public sealed record RegistrationResponse : PublicKeyCredentialJson
{
    /// <summary>The attestation object, CBOR (WebAuthn L3 §6.5.4).</summary>
    public required byte[] AttestationObject { get; init; }

    /// <summary>The transports the browser knows of.</summary>
    public required IReadOnlyList<string> Transports { get; init; }

    /// <summary>Reads the JSON.</summary>
    /// <exception cref="InvalidMemberException">It cannot be read; the message names the member.</exception>
    public static RegistrationResponse Read(JsonElement credential)
    {
        var member = ReadObject(credential);
        var rawId = ReadId(member);
        var response = member.RequiredObject("response");
        var clientData = ReadClientData(response, out var clientDataJson);
        var attestationObject = response.RequiredBytes("attestationObject");
        return new RegistrationResponse
        {
            RawId = rawId,
            ClientData = clientData,
            ClientDataJson = clientDataJson,
            AttestationObject = attestationObject,
            AuthenticatorData = ReadAuthenticatorData(attestationObject)
                ?? throw new InvalidMemberException(response.Path + ".attestationObject", "an attestation object (WebAuthn L3 §6.5.4) is expected."),
            Transports = [.. response.OptionalStrings("transports").Where(IsTransport).Distinct().Take(10)],
        };
    }

    // WebAuthn L3 §5.8.4 names them; a relying party keeps also those it does not know.
    private static bool IsTransport(string text) => text.Length is > 0 and <= 32 && text.All(c => char.IsAsciiLetterLower(c) || c == '-');

    private static AuthenticatorData? ReadAuthenticatorData(byte[] attestationObject)
    {
        try
        {
            var reader = new CborReader(attestationObject, CborConformanceMode.Ctap2Canonical);
            byte[]? authData = null;
            reader.ReadStartMap();
            while (reader.PeekState() is not CborReaderState.EndMap)
            {
                if (reader.ReadTextString() == "authData")
                    authData = reader.ReadByteString();
                else
                    reader.SkipBounded();
            }
            reader.ReadEndMap();
            return authData is null || reader.BytesRemaining > 0 ? null : AuthenticatorData.Read(authData);
        }
        catch (Exception malformed) when (malformed is CborContentException or InvalidOperationException)
        {
            return null;
        }
    }
}
