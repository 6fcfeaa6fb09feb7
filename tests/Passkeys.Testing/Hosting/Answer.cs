using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Passkeys.Testing.Hosting;

/// <summary>What a host answered to one request.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">All headers, of the response and of its content.</param>
/// <param name="Text">The body.</param>
public sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    /// <summary>The body as a JSON object; empty when it is none.</summary>
    public JsonObject Body { get; } = Parse(Text);

    /// <summary><c>code</c> of problem details, or <c>error</c> of an OAuth endpoint.</summary>
    public string? Error => (string?)Body["code"] ?? (string?)Body["error"];

    /// <summary>The value of a string member of the body.</summary>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public string this[string member] => (string?)Body[member]
        ?? throw new InvalidOperationException($"The answer has no {member}: {(int)Status} {Text}");

    /// <summary>The same answer, if it is a success.</summary>
    /// <exception cref="InvalidOperationException">It is an error.</exception>
    public Answer OrThrow() => (int)Status is >= 200 and < 300
        ? this
        : throw new InvalidOperationException($"A success was expected: {(int)Status} {Text}");

    /// <summary>Reads a response.</summary>
    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, headers, await response.Content.ReadAsStringAsync());
    }

    private static JsonObject Parse(string text)
    {
        try
        {
            return text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
