using System.Formats.Asn1;
using Passkeys.IdentityServer.Ceremonies.Verification;

namespace Passkeys.IdentityServer.Fido2.Verification;

/// <summary>The encoding of signatures (WebAuthn L3 §6.5.5). The library reads those of ECDSA leniently: it lets bytes follow, and takes a negative number for a positive one.</summary>
internal static class SignatureEncoding
{
    private const int Ec2 = 2;

    /// <summary>Whether a signature is encoded as its key's algorithm asks: ECDSA in DER, nothing behind, and both numbers positive. Others have one encoding.</summary>
    public static bool Holds(CoseKey key, byte[] signature) => key.KeyType is not Ec2 || IsEcdsa(signature);

    // RFC 3279 §2.2.3.
    private static bool IsEcdsa(byte[] signature)
    {
        try
        {
            var reader = new AsnReader(signature, AsnEncodingRules.DER);
            var numbers = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            var positive = numbers.ReadInteger().Sign > 0 && numbers.ReadInteger().Sign > 0;
            numbers.ThrowIfNotEmpty();
            return positive;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }
}
