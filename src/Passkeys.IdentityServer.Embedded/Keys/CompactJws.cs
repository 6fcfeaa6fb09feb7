using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Passkeys.IdentityServer.Embedded.Keys;

/// <summary>A JWT in JWS compact serialization (RFC 7515 §7.1) as it was read; whether anyone signed it is to be seen.</summary>
internal sealed record CompactJws(JoseHeader Header, JsonObject Claims, byte[] Signed, byte[] Signature)
{
    // What is there twice could mean one thing to one reader and another to the next.
    private static readonly JsonSerializerOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads one, or null when it is malformed or has an extension that is critical and not understood (RFC 7515 §4.1.11).</summary>
    public static CompactJws? Read(string token)
    {
        if (token.Split('.') is not [var first, var second, var third])
            return null;
        if (Parse<JoseHeader>(first) is not { Crit: null } header || Parse<JsonObject>(second) is not { } claims || Decode(third) is not { } signature)
            return null;
        return new CompactJws(header, claims, Encoding.ASCII.GetBytes($"{first}.{second}"), signature);
    }

    /// <summary>A claim that is a string, or null.</summary>
    public string? Text(string claim) => TextOf(Claims[claim]);

    /// <summary>A claim that is a time (RFC 7519 §2, NumericDate), in seconds since 1970, or null.</summary>
    public double? Seconds(string claim) => Claims[claim] is JsonValue value && value.TryGetValue(out double seconds) && double.IsFinite(seconds) ? seconds : null;

    /// <summary>A value that is a string, or null.</summary>
    public static string? TextOf(JsonNode? node)
    {
        try
        {
            return node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are no UTF-8: JSON, but no text.
            return null;
        }
    }

    private static TValue? Parse<TValue>(string part)
        where TValue : class
    {
        try
        {
            return Decode(part) is { } json ? JsonSerializer.Deserialize<TValue>(json, Strict) : null;
        }
        catch (Exception malformed) when (malformed is JsonException or ArgumentException or InvalidOperationException)
        {
            // ArgumentException is what JsonObject makes of a duplicate.
            return null;
        }
    }

    // RFC 7515 §2: base64url without padding. One token has one spelling, or one that was revoked or spent could come again in another.
    private static byte[]? Decode(string part)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(part);
            return Base64Url.EncodeToString(bytes) == part ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>The header of a JWS (RFC 7515 §4.1).</summary>
internal sealed record JoseHeader(
    [property: JsonPropertyName("alg")] string? Alg,
    [property: JsonPropertyName("kid")] string? Kid,
    [property: JsonPropertyName("typ")] string? Typ)
{
    [JsonPropertyName("crit"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Crit { get; init; }
}
