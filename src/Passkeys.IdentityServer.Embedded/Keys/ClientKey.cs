using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Passkeys.IdentityServer.Embedded.Keys;

/// <summary>A public key of a client's (RFC 7517 §4, RFC 7518 §6): EC on P-256, or RSA of 2048 bits and more.</summary>
internal sealed class ClientKey
{
    private const int LeastBits = 2048;
    private static readonly string[] OfEc = ["ES256"];
    private static readonly string[] OfRsa = ["RS256", "PS256"];

    private readonly ECParameters? _ec;
    private readonly RSAParameters? _rsa;
    private readonly IReadOnlyList<string> _algorithms;

    private ClientKey(string? id, string? algorithm, IReadOnlyList<string> algorithms, ECParameters? ec, RSAParameters? rsa) =>
        (Id, _algorithms, _ec, _rsa) = (id, algorithm is null ? algorithms : [.. algorithms.Where(each => each == algorithm)], ec, rsa);

    /// <summary>All algorithms that a key can have.</summary>
    public static IReadOnlyList<string> Algorithms { get; } = [.. OfEc, .. OfRsa];

    /// <summary><c>kid</c>, or null.</summary>
    public string? Id { get; }

    /// <summary>Reads a JWK set.</summary>
    /// <exception cref="FormatException">It is none, or has a key that cannot be used; the message says which and why.</exception>
    public static IReadOnlyList<ClientKey> ReadSet(string jwks)
    {
        try
        {
            return JsonSerializer.Deserialize<JwkSet>(jwks)?.Keys is { Count: > 0 } keys ? [.. keys.Select(Read)] : throw new FormatException("it has no keys.");
        }
        catch (Exception malformed) when (malformed is JsonException or CryptographicException)
        {
            throw new FormatException("it is not a JWK set (RFC 7517 §5).", malformed);
        }
    }

    /// <summary>Whether the key made the signature. RFC 8725 §3.1: what the key cannot do, no header makes it do.</summary>
    public bool HasSigned(CompactJws jws) =>
        jws.Header.Alg is { } algorithm && _algorithms.Contains(algorithm) && (_ec is { } ec ? Verify(ec, jws) : Verify(_rsa!.Value, algorithm, jws));

    private static bool Verify(ECParameters key, CompactJws jws)
    {
        using var ecdsa = ECDsa.Create(key);
        return ecdsa.VerifyData(jws.Signed, jws.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static bool Verify(RSAParameters key, string algorithm, CompactJws jws)
    {
        using var rsa = RSA.Create(key);
        return rsa.VerifyData(jws.Signed, jws.Signature, HashAlgorithmName.SHA256, algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
    }

    private static ClientKey Read(Jwk jwk)
    {
        var key = jwk switch
        {
            { D: not null } or { K: not null } => throw new FormatException("it has a secret key; only the public half belongs here."),
            { Use: not (null or "sig") } => throw new FormatException("it has a key that is not for signatures."),
            { Kty: "EC", Crv: "P-256" } => ReadEc(jwk),
            { Kty: "RSA" } => ReadRsa(jwk),
            _ => throw new FormatException("it has a key that is neither EC on P-256 nor RSA."),
        };
        return key._algorithms.Count > 0 ? key : throw new FormatException($"it has a key for the algorithm '{jwk.Alg}'; {string.Join(", ", Algorithms)} are known.");
    }

    private static ClientKey ReadEc(Jwk jwk)
    {
        var key = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes(jwk.X), Y = Bytes(jwk.Y) } };
        using var proof = ECDsa.Create(key); // A point that is not on the curve is noticed now.
        return new ClientKey(jwk.Kid, jwk.Alg, OfEc, key, rsa: null);
    }

    private static ClientKey ReadRsa(Jwk jwk)
    {
        var key = new RSAParameters { Modulus = Bytes(jwk.N), Exponent = Bytes(jwk.E) };
        using var proof = RSA.Create(key);
        return proof.KeySize >= LeastBits
            ? new ClientKey(jwk.Kid, jwk.Alg, OfRsa, ec: null, key)
            : throw new FormatException("it has an RSA key of less than 2048 bits (RFC 7518 §3.3).");
    }

    private static byte[] Bytes(string? member) => Base64Url.DecodeFromChars(member ?? throw new FormatException("it has a key that lacks a member."));

    private sealed record JwkSet([property: JsonPropertyName("keys")] IReadOnlyList<Jwk>? Keys);

    private sealed record Jwk(
        [property: JsonPropertyName("kty")] string? Kty,
        [property: JsonPropertyName("kid")] string? Kid,
        [property: JsonPropertyName("use")] string? Use,
        [property: JsonPropertyName("alg")] string? Alg,
        [property: JsonPropertyName("crv")] string? Crv,
        [property: JsonPropertyName("x")] string? X,
        [property: JsonPropertyName("y")] string? Y,
        [property: JsonPropertyName("n")] string? N,
        [property: JsonPropertyName("e")] string? E,
        [property: JsonPropertyName("d")] string? D,
        [property: JsonPropertyName("k")] string? K);
}
