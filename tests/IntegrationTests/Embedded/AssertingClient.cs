using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Passkeys.IntegrationTests.Embedded;

/// <summary>A client that authenticates by what it signs (RFC 7523).</summary>
internal sealed class AssertingClient : IDisposable
{
    public const string Id = "key-app";
    public const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly RSA _rsa = RSA.Create(2048);

    /// <summary>Its public keys: one EC, and one RSA for both algorithms.</summary>
    public string Jwks
    {
        get
        {
            var point = _ec.ExportParameters(includePrivateParameters: false).Q;
            var rsa = _rsa.ExportParameters(includePrivateParameters: false);
            return new JsonObject
            {
                ["keys"] = new JsonArray(
                    new JsonObject { ["kty"] = "EC", ["kid"] = "ec", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) },
                    new JsonObject { ["kty"] = "RSA", ["kid"] = "rsa", ["n"] = Base64Url.EncodeToString(rsa.Modulus), ["e"] = Base64Url.EncodeToString(rsa.Exponent) }),
            }.ToJsonString();
        }
    }

    /// <summary>An assertion that is right in everything but what is made to deviate.</summary>
    public string Assert(string audience, DateTimeOffset now, string algorithm = "ES256", Action<JsonObject>? header = null, Action<JsonObject>? claims = null)
    {
        var head = new JsonObject { ["alg"] = algorithm, ["kid"] = algorithm == "ES256" ? "ec" : "rsa" };
        var body = new JsonObject
        {
            ["iss"] = Id,
            ["sub"] = Id,
            ["aud"] = audience,
            ["jti"] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(1).ToUnixTimeSeconds(),
        };
        header?.Invoke(head);
        claims?.Invoke(body);
        var signed = $"{Encode(head)}.{Encode(body)}";
        return $"{signed}.{Base64Url.EncodeToString(Sign(algorithm, Encoding.ASCII.GetBytes(signed)))}";
    }

    public void Dispose()
    {
        _ec.Dispose();
        _rsa.Dispose();
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private byte[] Sign(string algorithm, byte[] data) => algorithm switch
    {
        "ES256" => _ec.SignData(data, HashAlgorithmName.SHA256),
        "RS256" => _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "PS256" => _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        // The old trick: the public key, which everybody knows, as the secret of a MAC.
        "HS256" => HMACSHA256.HashData(_rsa.ExportSubjectPublicKeyInfo(), data),
        "none" => [],
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, message: null),
    };
}
