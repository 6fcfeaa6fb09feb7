using System.Security.Claims;
using System.Text.Json;

namespace DemoPortal.SignIn;

/// <summary>Claims as JSON has them.</summary>
internal static class JsonClaims
{
    /// <summary>A text member, or null.</summary>
    public static string? Text(this JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A time in seconds (RFC 7519 §2, NumericDate), or null.</summary>
    public static DateTimeOffset? Time(this JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.TryGetInt64(out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>The framework's claims: one for each value of a list.</summary>
    public static IEnumerable<Claim> Of(JsonElement claims) =>
        claims.EnumerateObject().SelectMany(member => Values(member.Value).Select(value => new Claim(member.Name, value)));

    private static IEnumerable<string> Values(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(Write) : [Write(value)];

    private static string Write(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
