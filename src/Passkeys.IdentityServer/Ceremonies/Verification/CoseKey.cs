using System.Formats.Cbor;
using System.Numerics;

namespace Passkeys.IdentityServer.Ceremonies.Verification;

/// <summary>What kind of key a COSE_Key (RFC 9052 §7) is; its numbers are for the verifier to read.</summary>
/// <param name="KeyType"><c>kty</c>.</param>
/// <param name="Algorithm"><c>alg</c>.</param>
/// <param name="Curve"><c>crv</c> of an elliptic-curve key, else null.</param>
/// <param name="ModulusBits">How long the modulus of an RSA key is, in bits, else null.</param>
public sealed record CoseKey(int KeyType, int Algorithm, int? Curve, int? ModulusBits = null)
{
    private const int KeyTypeLabel = 1;
    private const int AlgorithmLabel = 3;
    private const int CurveLabel = -1; // RFC 9053 §7.1; of an RSA key the same label is the modulus (RFC 8230 §4).
    private const int LeastModulusBits = 2048;
    private const int Rsa = 3;

    /// <summary>WebAuthn L3 §5.8.5: ES256 is for P-256, ES384 for P-384, ES512 for P-521, EdDSA for Ed25519, and RSA algorithms for RSA keys.</summary>
    public bool FitsItsAlgorithm => Algorithm switch
    {
        -7 => (KeyType, Curve) is (2, 1),
        -35 => (KeyType, Curve) is (2, 2),
        -36 => (KeyType, Curve) is (2, 3),
        -8 => (KeyType, Curve) is (1, 6),
        _ => KeyType is Rsa,
    };

    /// <summary>RFC 8812 §2: an RSA key has 2048 bits or more. A shorter one could be broken, and the signature with it.</summary>
    public bool IsLongEnough => KeyType is not Rsa || ModulusBits >= LeastModulusBits;

    /// <summary>Reads a COSE_Key; what follows it is not looked at.</summary>
    /// <exception cref="CborContentException">It is none, or not in CTAP2 canonical CBOR, or lacks its type or algorithm.</exception>
    /// <exception cref="InvalidOperationException">A value is of another type.</exception>
    /// <exception cref="OverflowException">A number is too large.</exception>
    public static CoseKey Read(ReadOnlyMemory<byte> cbor)
    {
        var reader = new CborReader(cbor, CborConformanceMode.Ctap2Canonical, allowMultipleRootLevelValues: true);
        int? keyType = null, algorithm = null, curve = null, bits = null;
        reader.ReadStartMap();
        while (reader.PeekState() is not CborReaderState.EndMap)
        {
            switch (reader.ReadInt32())
            {
                case KeyTypeLabel: keyType = reader.ReadInt32(); break;
                case AlgorithmLabel: algorithm = reader.ReadInt32(); break;
                case CurveLabel when reader.PeekState() is CborReaderState.UnsignedInteger: curve = reader.ReadInt32(); break;
                case CurveLabel when reader.PeekState() is CborReaderState.ByteString: bits = BitsOf(reader.ReadByteString()); break;
                default: reader.SkipBounded(); break;
            }
        }
        return keyType is null || algorithm is null
            ? throw new CborContentException("The COSE_Key has no key type or no algorithm.")
            : new CoseKey(keyType.Value, algorithm.Value, curve, bits);
    }

    // Zeros in front add to the bytes and not to the strength.
    private static int BitsOf(ReadOnlySpan<byte> modulus)
    {
        var significant = modulus.TrimStart((byte)0);
        return significant.IsEmpty ? 0 : (significant.Length * 8) - (BitOperations.LeadingZeroCount(significant[0]) - 24);
    }
}
