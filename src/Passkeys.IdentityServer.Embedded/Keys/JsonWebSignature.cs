using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Passkeys.IdentityServer.Embedded.Endpoints;

namespace Passkeys.IdentityServer.Embedded.Keys;

/// <summary>A JWT in JWS compact serialization (RFC 7515 §7.1), ES256 and nothing else.</summary>
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
        var parts = token.Split('.');
        if (parts.Length != 3 || Parse<JoseHeader>(parts[0]) is not { Alg: Algorithm, Kid: { } kid, Crit: null } header
            || header.Typ != type)
        {
            return null;
        }

        return await ring.FindAsync(kid, ct) is { } key && IsSignedBy(key, parts) ? Parse<JsonObject>(parts[1]) : null;
    }

    private static bool IsSignedBy(KeyMaterial key, string[] parts)
    {
        try
        {
            return key.Verify(Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static TValue? Parse<TValue>(string part)
        where TValue : class
    {
        try
        {
            return JsonSerializer.Deserialize<TValue>(Base64Url.DecodeFromChars(part));
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException)
        {
            return null;
        }
    }

    private sealed record JoseHeader(
        [property: JsonPropertyName("alg")] string? Alg,
        [property: JsonPropertyName("kid")] string? Kid,
        [property: JsonPropertyName("typ")] string? Typ)
    {
        // RFC 7515 §4.1.11: an extension that is critical and not understood makes the signature invalid.
        [JsonPropertyName("crit"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public JsonElement? Crit { get; init; }
    }
}
