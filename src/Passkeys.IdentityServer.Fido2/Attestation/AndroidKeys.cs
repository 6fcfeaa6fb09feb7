using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Passkeys.IdentityServer.Fido2.Attestation;

/// <summary>What a certificate of Android's key attestation says of where the key is (WebAuthn L3 §8.4.1).</summary>
internal static class AndroidKeys
{
    private const string KeyDescription = "1.3.6.1.4.1.11129.2.1.17";
    private const int Software = 0;

    /// <summary>Whether both the key and its attestation are of a trusted environment or a StrongBox. Android attests keys in software too.</summary>
    public static bool AreInHardware(X509Certificate2 certificate)
    {
        if (certificate.Extensions[KeyDescription] is not { } extension)
            return false;
        try
        {
            // attestationVersion, attestationSecurityLevel, keyMintVersion, keyMintSecurityLevel
            var description = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
            description.ReadInteger();
            var attestation = ReadLevel(description);
            description.ReadInteger();
            return attestation > Software && ReadLevel(description) > Software;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static int ReadLevel(AsnReader reader) => reader.ReadEnumeratedBytes().Span is [var level] ? level : Software;
}
