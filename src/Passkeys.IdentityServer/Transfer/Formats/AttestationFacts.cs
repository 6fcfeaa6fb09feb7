using System.Formats.Cbor;
using Passkeys.IdentityServer.Ceremonies.Verification;

namespace Passkeys.IdentityServer.Transfer.Formats;

/// <summary>What an attestation object (WebAuthn L3 §6.5) says, as far as it is asked here; it is not verified.</summary>
internal static class AttestationFacts
{
    /// <summary>The format of the statement, or null, and the authenticator's model, or all zero.</summary>
    public static (string? Format, Guid Aaguid) Read(byte[] attestationObject)
    {
        if (attestationObject.Length == 0)
            return default;
        try
        {
            string? format = null;
            byte[] data = [];
            var reader = new CborReader(attestationObject, CborConformanceMode.Lax);
            reader.ReadStartMap();
            while (reader.PeekState() is not CborReaderState.EndMap)
            {
                switch (reader.ReadTextString())
                {
                    case "fmt": format = reader.ReadTextString(); break;
                    case "authData": data = reader.ReadByteString(); break;
                    default: reader.SkipBounded(); break;
                }
            }
            return (format, AuthenticatorData.Read(data)?.Attested?.Aaguid ?? Guid.Empty);
        }
        catch (Exception malformed) when (malformed is CborContentException or InvalidOperationException or OverflowException)
        {
            return default;
        }
    }
}
