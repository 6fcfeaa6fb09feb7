using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Embedded.Endpoints;

namespace Passkeys.IdentityServer.Embedded.Keys;

/// <summary>JWTs of our own: ES256 and nothing else.</summary>
internal static class JsonWebSignature
{
    private const string Algorithm = "ES256";

    public static string Sign(KeyMaterial key, string type, JsonObject payload)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new JoseHeader(Algorithm, key.Id, type), ProviderJson.Options);
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(payload, ProviderJson.Options))}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Reads what a key of ours signed as this type; null for everything else. RFC 8725 §3.1: the algorithm is ours to say, not the header's.</summary>
    public static async ValueTask<JsonObject?> ReadAsync(string token, string type, SigningKeyRing ring, CancellationToken ct)
    {
        if (CompactJws.Read(token) is not { Header: { Alg: Algorithm, Kid: { } kid } header } jws || header.Typ != type)
            return null;
        return await ring.FindAsync(kid, ct) is { } key && key.Verify(jws.Signed, jws.Signature) ? jws.Claims : null;
    }
}
