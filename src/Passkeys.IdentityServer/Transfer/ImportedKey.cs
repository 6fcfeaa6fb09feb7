using System.Formats.Cbor;
using System.Security.Cryptography;
using Passkeys.IdentityServer.Ceremonies.Verification;

namespace Passkeys.IdentityServer.Transfer;

/// <summary>A public key of a file.</summary>
internal static class ImportedKey
{
    private const int KeyType = 1;
    private const int Algorithm = 3;
    private const int MaxParameters = 16;

    // RFC 9053 §7: crv, x and y of an elliptic-curve key; RFC 8230 §4: n and e of an RSA key.
    private static readonly int[] Public = [KeyType, Algorithm, -1, -2, -3];

    /// <summary>
    /// The key in CTAP2 canonical CBOR and what kind it is; null where it is none. Other systems keep keys as their library wrote them, maps without a length among them, which a
    /// verifier refuses. Parameters that are not of the public key are left out: a private one has no place here.
    /// </summary>
    public static (byte[] Canonical, CoseKey Key)? Read(byte[] cbor)
    {
        try
        {
            var parameters = ParametersOf(cbor);
            var canonical = Write(parameters);
            var key = CoseKey.Read(canonical);
            return IsPoint(key, parameters) ? (canonical, key) : null;
        }
        catch (Exception malformed) when (malformed is CborContentException or InvalidOperationException or OverflowException or ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    private static SortedDictionary<int, object> ParametersOf(byte[] cbor)
    {
        var reader = new CborReader(cbor, CborConformanceMode.Lax);
        var parameters = new SortedDictionary<int, object>();
        reader.ReadStartMap();
        for (var count = 0; reader.PeekState() is not CborReaderState.EndMap; count++)
        {
            if (count == MaxParameters)
                throw new CborContentException("It has too many parameters.");
            var label = reader.ReadInt32();
            if (Public.Contains(label))
                parameters.Add(label, reader.PeekState() is CborReaderState.ByteString ? reader.ReadByteString() : reader.ReadInt32());
            else
                reader.SkipBounded();
        }
        reader.ReadEndMap();
        return reader.BytesRemaining == 0 ? parameters : throw new CborContentException("Something follows the key.");
    }

    private static byte[] Write(SortedDictionary<int, object> parameters)
    {
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical, convertIndefiniteLengthEncodings: true);
        writer.WriteStartMap(parameters.Count);
        foreach (var (label, value) in parameters)
        {
            writer.WriteInt32(label);
            if (value is byte[] bytes)
                writer.WriteByteString(bytes);
            else
                writer.WriteInt32((int)value);
        }
        writer.WriteEndMap();
        return writer.Encode();
    }

    // A point that is not on its curve, or numbers that are no RSA key, fail here and not at the first sign-in.
    private static bool IsPoint(CoseKey key, SortedDictionary<int, object> parameters) => key.KeyType switch
    {
        2 => IsOnCurve(key, Bytes(parameters, -2), Bytes(parameters, -3)),
        1 => Bytes(parameters, -2).Length is 32 or 57,
        3 => Bytes(parameters, -1).Length > 0 && Bytes(parameters, -2).Length > 0,
        _ => false,
    };

    private static bool IsOnCurve(CoseKey key, byte[] x, byte[] y)
    {
        ECCurve? curve = key.Curve switch { 1 => ECCurve.NamedCurves.nistP256, 2 => ECCurve.NamedCurves.nistP384, 3 => ECCurve.NamedCurves.nistP521, _ => null };
        // A curve that is not known here is no key of an algorithm that can be checked, which is said elsewhere.
        if (curve is null)
            return true;
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = curve.Value, Q = new ECPoint { X = x, Y = y } });
        return true;
    }

    private static byte[] Bytes(SortedDictionary<int, object> parameters, int label) => parameters.GetValueOrDefault(label) as byte[] ?? throw new CborContentException("A parameter of the key is missing.");
}
