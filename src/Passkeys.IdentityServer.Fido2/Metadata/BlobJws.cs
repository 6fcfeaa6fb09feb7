using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Passkeys.IdentityServer.Fido2.Metadata;

/// <summary>A BLOB as a JWS in compact form (RFC 7515 §7.1), with the certificates of its signature in <c>x5c</c>.</summary>
internal sealed record BlobJws(string Algorithm, IReadOnlyList<X509Certificate2> Certificates, byte[] SignedPart, byte[] Payload, byte[] Signature)
{
    private const int LeastModulusBits = 2048;

    /// <summary>Splits and decodes.</summary>
    /// <exception cref="MetadataException">It is no such JWS.</exception>
    public static BlobJws Parse(string text)
    {
        var parts = text.Trim().Split('.');
        if (parts.Length != 3)
            throw new MetadataException("it is no JWT.");
        try
        {
            var header = JsonSerializer.Deserialize<Header>(Base64Url.DecodeFromChars(parts[0]), JsonSerializerOptions.Web);
            if (header is not { Alg: { } algorithm, X5c: { Count: > 0 } x5c })
                throw new MetadataException("its header lacks alg or x5c.");
            // RFC 7515 §4.1.11: whoever does not know what is critical must not accept it.
            if (header.Crit is not null)
                throw new MetadataException("its header has crit.");
            return new BlobJws(
                algorithm,
                [.. x5c.Select(each => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(each)))],
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                Base64Url.DecodeFromChars(parts[1]),
                Base64Url.DecodeFromChars(parts[2]));
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or CryptographicException)
        {
            throw new MetadataException("it cannot be decoded.", malformed);
        }
    }

    /// <summary>Whether the signature is of a certificate's key. Only algorithms with a key that fits them verify.</summary>
    public bool IsSignedBy(X509Certificate2 certificate) => Algorithm switch
    {
        "RS256" => VerifyRsa(certificate, RSASignaturePadding.Pkcs1),
        "PS256" => VerifyRsa(certificate, RSASignaturePadding.Pss),
        "ES256" => VerifyEcdsa(certificate, HashAlgorithmName.SHA256, 256),
        "ES384" => VerifyEcdsa(certificate, HashAlgorithmName.SHA384, 384),
        _ => false,
    };

    private bool VerifyRsa(X509Certificate2 certificate, RSASignaturePadding padding)
    {
        using var key = certificate.GetRSAPublicKey();
        return key?.KeySize >= LeastModulusBits && key.VerifyData(SignedPart, Signature, HashAlgorithmName.SHA256, padding);
    }

    private bool VerifyEcdsa(X509Certificate2 certificate, HashAlgorithmName hash, int bits)
    {
        using var key = certificate.GetECDsaPublicKey();
        return key?.KeySize == bits && key.VerifyData(SignedPart, Signature, hash);
    }

    private sealed record Header(string? Alg, IReadOnlyList<string>? X5c, JsonElement? Crit);
}
