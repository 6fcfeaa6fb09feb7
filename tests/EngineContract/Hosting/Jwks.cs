using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Passkeys.EngineContract.Hosting;

/// <summary>The keys that a host publishes (RFC 7517 §5), for ES256, RS256 and PS256.</summary>
/// <param name="keys">The keys.</param>
internal sealed class Jwks(JsonArray keys)
{
    /// <summary>The keys that discovery leads to.</summary>
    public static async Task<Jwks> ReadAsync(ContractHost host)
    {
        var discovery = (await host.Caller.GetAsync("/.well-known/openid-configuration")).ShouldBeGranted();
        return new Jwks((await host.Caller.GetAsync(new Uri(discovery["jwks_uri"]).PathAndQuery)).ShouldBeGranted().Body["keys"]!.AsArray());
    }

    /// <summary>One of the keys signed the JWT, which is of the type.</summary>
    public void ShouldHaveSigned(string jwt, string type)
    {
        var parts = jwt.Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        ((string?)header["typ"]).ShouldBe(type);
        var key = keys.Single(key => (string?)key!["kid"] == (string?)header["kid"].ShouldNotBeNull())!;
        ((string?)key["alg"] ?? (string?)header["alg"]).ShouldBe((string?)header["alg"]);
        Verifies(key, (string)header["alg"]!, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2])).ShouldBeTrue();
    }

    private static bool Verifies(JsonNode key, string algorithm, byte[] data, byte[] signature)
    {
        switch (algorithm)
        {
            case "ES256":
                using (var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") } }))
                    return ec.VerifyData(data, signature, HashAlgorithmName.SHA256);
            case "RS256" or "PS256":
                using (var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") }))
                    return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
            default:
                return false;
        }
    }

    private static byte[] Bytes(JsonNode key, string member) => Base64Url.DecodeFromChars((string)key[member]!);
}
