using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Passkeys.Client.Providers;

/// <summary>A published key (RFC 7517) that verifies ES256 or RS256. Which of them is the key's to say, never the token's (RFC 8725 §3.1).</summary>
internal sealed class VerificationKey
{
    private const int MinimumRsaBits = 2048;
    private const int CoordinateLength = 32;

    private readonly ECParameters? _ec;
    private readonly RSAParameters? _rsa;

    private VerificationKey(ECParameters ec) => (_ec, Algorithm) = (ec, "ES256");

    private VerificationKey(RSAParameters rsa) => (_rsa, Algorithm) = (rsa, "RS256");

    public string Algorithm { get; }

    /// <summary>The key, or null when it is of another kind, for another use, or too weak.</summary>
    public static VerificationKey? Read(JsonElement jwk)
    {
        var key = (Text(jwk, "kty"), Text(jwk, "crv")) switch
        {
            ("EC", "P-256") => ReadEc(jwk),
            ("RSA", _) => ReadRsa(jwk),
            _ => null,
        };
        return key is not null && (Text(jwk, "use") ?? "sig") == "sig" && (Text(jwk, "alg") ?? key.Algorithm) == key.Algorithm ? key : null;
    }

    /// <summary>Whether this key made the signature. A fresh instance each time: those of the framework are not for several threads.</summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (_ec is { } point)
        {
            using var ec = ECDsa.Create(point);
            return ec.VerifyData(data, signature, HashAlgorithmName.SHA256);
        }

        using var rsa = RSA.Create(_rsa!.Value);
        return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static VerificationKey? ReadEc(JsonElement jwk)
    {
        var (x, y) = (Bytes(jwk, "x"), Bytes(jwk, "y"));
        var point = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } };
        return x.Length == CoordinateLength && y.Length == CoordinateLength && IsOnCurve(point) ? new VerificationKey(point) : null;
    }

    private static bool IsOnCurve(ECParameters point)
    {
        try
        {
            using var ec = ECDsa.Create(point);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static VerificationKey? ReadRsa(JsonElement jwk)
    {
        var (modulus, exponent) = (Bytes(jwk, "n"), Bytes(jwk, "e"));
        return modulus.Length * 8 >= MinimumRsaBits && exponent.Length > 0 ? new VerificationKey(new RSAParameters { Modulus = modulus, Exponent = exponent }) : null;
    }

    private static byte[] Bytes(JsonElement jwk, string name) => Text(jwk, name) is { } text && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];

    private static string? Text(JsonElement jwk, string name) => jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
