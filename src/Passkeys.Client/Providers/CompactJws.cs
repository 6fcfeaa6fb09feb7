using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Passkeys.Client.Providers;

/// <summary>A JWS in its compact form (RFC 7515 §3.1), taken apart and not yet believed.</summary>
internal sealed record CompactJws(JsonElement Header, JsonElement Claims, byte[] SignedPart, byte[] Signature)
{
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The parts, or null when the text is no JWS with a JSON object in it, or has a header that has to be understood and is not (RFC 7515 §4.1.11).</summary>
    public static CompactJws? Read(string token)
    {
        if (token.Split('.') is not [var header, var payload, var signature] || ReadObject(header) is not { } said || ReadObject(payload) is not { } claims)
            return null;
        return said.TryGetProperty("crit", out _) || Decode(signature) is not { } bytes
            ? null
            : new CompactJws(said, claims, Encoding.ASCII.GetBytes($"{header}.{payload}"), bytes);
    }

    /// <summary>A string of the header, or null.</summary>
    public string? HeaderText(string name) => Header.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? ReadObject(string part)
    {
        if (Decode(part) is not { } json)
            return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // RFC 7515 §2: without padding, and without anything in between.
    private static byte[]? Decode(string part)
    {
        if (part.Length == 0 || part.AsSpan().IndexOfAnyExcept(Alphabet) >= 0 || !Base64Url.IsValid(part))
            return null;
        return Base64Url.DecodeFromChars(part);
    }
}
