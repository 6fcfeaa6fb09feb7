using System.Text.Json;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>What documents at well-known addresses have in common.</summary>
internal static class WellKnownDocuments
{
    private const string Json = "application/json";

    /// <summary>What is wrong with a document before it is read; null: it is JSON.</summary>
    public static (FindingLevel Level, string Message)? Problem(FetchedDocument document, out JsonElement json)
    {
        json = default;
        if (document.Failure is { } failure)
            return (FindingLevel.Wrong, $"The document could not be read: {failure}.");
        if (document.Status is >= 300 and < 400)
            return (FindingLevel.Advice, $"The address redirects (status {document.Status}), which is not followed here and not by everybody who looks there. Answer at the address itself.");
        if (document.Status != 200)
            return (FindingLevel.Wrong, $"The address answers with status {document.Status}; 200 is needed.");
        if (!string.Equals(document.MediaType, Json, StringComparison.OrdinalIgnoreCase))
            return (FindingLevel.Wrong, $"The document's type is {document.MediaType ?? "not said"}; Content-Type: {Json} is needed.");
        try
        {
            using var parsed = JsonDocument.Parse(document.Text);
            json = parsed.RootElement.Clone();
            return null;
        }
        catch (JsonException)
        {
            return (FindingLevel.Wrong, "The document is not well-formed JSON.");
        }
    }

    /// <summary>The strings of a member that is a list of them; null when it is none.</summary>
    public static List<string>? Strings(JsonElement json, string member) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(member, out var list) && list.ValueKind is JsonValueKind.Array
        && list.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : null;
}
