using System.Text.Json;

namespace Passkeys.Client.Backend;

/// <summary>Reads refusals: problem details (RFC 9457), or the errors of an OAuth endpoint (RFC 6749 §5.2).</summary>
internal static class Problems
{
    public static async Task<PasskeysProblem> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var body = Parse(await response.Content.ReadAsStringAsync(ct));
        return new PasskeysProblem(
            response.StatusCode,
            Text(body, "code") ?? Text(body, "error") ?? "",
            Text(body, "title") ?? response.ReasonPhrase,
            Text(body, "detail") ?? Text(body, "error_description"),
            response.Headers.RetryAfter?.Delta);
    }

    private static JsonElement Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Somebody in between answered.
            return default;
        }
    }

    private static string? Text(JsonElement body, string name) => body.ValueKind == JsonValueKind.Object ? Providers.TokenClaims.Text(body, name) : null;
}
