using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Administration.Pools;

/// <summary>A pool's rules as one JSON file: <c>{"format": "passkeys-pool", "version": 1, "pool": {...}}</c>.</summary>
internal static class PoolFile
{
    private const string Format = "passkeys-pool";
    private const int Version = 1;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerOptions.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Pool pool) => JsonSerializer.Serialize(new Content(Format, Version, PoolJson.Of(pool) with { CreatedAt = null }), Indented);

    /// <summary>Reads a file.</summary>
    /// <param name="json">The file.</param>
    /// <param name="target">The pool that it is for, whatever the file says; null: the one that it names.</param>
    /// <exception cref="InvalidMemberException">It is no such file, or of a version that is not known.</exception>
    public static PoolDraft Read(string json, PoolId? target)
    {
        var text = json.TrimStart('\uFEFF');
        if (Encoding.UTF8.GetByteCount(text) > JsonBody.MaxBytes)
            throw new InvalidMemberException("file", $"at most {JsonBody.MaxBytes} bytes are expected.");
        try
        {
            using var document = JsonDocument.Parse(text, JsonBody.Limits);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? Read(new JsonMember(document.RootElement, ""), target)
                : throw new InvalidMemberException("file", "a JSON object is expected.");
        }
        catch (JsonException)
        {
            throw new InvalidMemberException("file", "a JSON object, well-formed, is expected.");
        }
    }

    /// <summary>Reads a file that has been parsed.</summary>
    public static PoolDraft Read(JsonMember file, PoolId? target)
    {
        if (file.RequiredString("format") != Format)
            throw new InvalidMemberException("format", $"\"{Format}\" is expected: this is another file.");
        if (file.OptionalNumber("version", 1, int.MaxValue) is var version && version != Version)
            throw new InvalidMemberException("version", $"{Version} is expected: this host knows no other version of the file.");
        // The members of the pool are named as everywhere, without the file's own in front.
        var pool = new JsonMember(file.RequiredObject("pool").Element, "");
        var draft = PoolReader.Read(pool, id: null, new PoolPolicy());
        return target is { } id ? draft with { Id = id } : draft;
    }

    private sealed record Content(
        [property: JsonPropertyOrder(0)] string Format, [property: JsonPropertyOrder(1)] int Version, [property: JsonPropertyOrder(2)] PoolJson Pool);
}
