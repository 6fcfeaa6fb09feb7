using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Transfer.Files;

/// <summary>
/// A row that another system wrote. Members are found by any of some names, whatever their case, and binary values are read as such tables are exported: base64,
/// base64url, padded or not, or hex.
/// </summary>
internal readonly record struct ForeignRow(JsonElement Element, string Path)
{
    // Hex digits alone, as many as 16 bytes are, are hex: as base64 of random bytes they are less likely than one in 10^14.
    private const int LeastHexDigits = 32;

    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = JsonRow.MaxDepth };

    public bool Has(params ReadOnlySpan<string> names) => Find(names) is not null;

    /// <summary>The path of a member, as errors name it.</summary>
    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    public string? Text(params ReadOnlySpan<string> names) => Find(names) is { } found ? new JsonMember(Element, Path).OptionalString(found.Name) : null;

    public string RequiredText(params ReadOnlySpan<string> names) => Text(names) ?? throw Missing(names, "a non-empty string is required.");

    public string? Text(int most, params ReadOnlySpan<string> names) => Text(names) is { } text ? text.Length <= most ? text : text[..most] : null;

    /// <summary>An object, or JSON in a string, or null.</summary>
    public ForeignRow? Object(params ReadOnlySpan<string> names)
    {
        if (Find(names) is not { } found)
            return null;
        var path = PathOf(found.Name);
        var value = found.Value.ValueKind is JsonValueKind.String ? Parse(found.Value.GetString()!, path) : found.Value;
        return value.ValueKind is JsonValueKind.Object ? new ForeignRow(value, path) : throw new InvalidMemberException(path, "an object is expected, or one in a string.");
    }

    public ForeignRow RequiredObject(params ReadOnlySpan<string> names) => Object(names) ?? throw Missing(names, "an object is required.");

    public IReadOnlyList<ForeignRow> Rows(params ReadOnlySpan<string> names)
    {
        if (Find(names) is not { } found)
            return [];
        var path = PathOf(found.Name);
        return found.Value.ValueKind is JsonValueKind.Array
            ? [.. found.Value.EnumerateArray().Select((each, index) => new ForeignRow(each, $"{path}[{index}]").AsObject())]
            : throw new InvalidMemberException(path, "an array is expected.");
    }

    public ForeignRow AsObject() => Element.ValueKind is JsonValueKind.Object ? this : throw new InvalidMemberException(Path.Length == 0 ? "record" : Path, "an object is expected.");

    public byte[]? Bytes(params ReadOnlySpan<string> names)
    {
        if (Find(names) is not { } found)
            return null;
        var path = PathOf(found.Name);
        return Text(found.Name) is { } text ? Decode(text.Trim(), path) : null;
    }

    public byte[] RequiredBytes(params ReadOnlySpan<string> names) => Bytes(names) ?? throw Missing(names, "base64, base64url or hex is required.");

    /// <summary>The signature counter: 32 bits (WebAuthn L3 §6.1.1).</summary>
    public uint Counter(params ReadOnlySpan<string> names)
    {
        if (Find(names) is not { } found)
            return 0;
        var value = found.Value;
        return value.ValueKind is JsonValueKind.Number && value.TryGetUInt32(out var number) ? number
            : throw new InvalidMemberException(PathOf(found.Name), "a whole number from 0 to 4294967295 is expected.");
    }

    /// <summary>True or false; 1 or 0, as tables have it; or null.</summary>
    public bool? Flag(params ReadOnlySpan<string> names) => Find(names) is not { } found ? null : found.Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when found.Value.TryGetInt32(out var number) && number is 0 or 1 => found.Value.GetInt32() == 1,
        JsonValueKind.String when bool.TryParse(found.Value.GetString(), out var flag) => flag,
        _ => throw new InvalidMemberException(PathOf(found.Name), "true or false is expected."),
    };

    /// <summary>A time; one without an offset is UTC; a number is milliseconds since 1970.</summary>
    public DateTimeOffset? Time(params ReadOnlySpan<string> names)
    {
        if (Find(names) is not { } found)
            return null;
        var value = found.Value;
        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var milliseconds) && milliseconds is >= 0 and < 253402300800000)
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return value.ValueKind is JsonValueKind.String && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new InvalidMemberException(PathOf(found.Name), "a time (RFC 3339) is expected.");
    }

    public Guid? Aaguid(params ReadOnlySpan<string> names) => Find(names) is not { } found ? null
        : found.Value.ValueKind is JsonValueKind.String && Guid.TryParse(found.Value.GetString(), out var aaguid) ? aaguid
        : throw new InvalidMemberException(PathOf(found.Name), "an AAGUID is expected, in the form of a UUID.");

    /// <summary>A list of texts; as an array, as JSON in a string, or with commas between.</summary>
    public IReadOnlyList<string> Texts(params ReadOnlySpan<string> names)
    {
        if (Find(names) is not { } found)
            return [];
        var path = PathOf(found.Name);
        var value = found.Value;
        if (value.ValueKind is JsonValueKind.String)
        {
            var text = value.GetString()!.Trim();
            if (!text.StartsWith('['))
                return text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            value = Parse(text, path);
        }
        return value.ValueKind is JsonValueKind.Array && value.EnumerateArray().All(each => each.ValueKind is JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(each => each.GetString()!)]
            : throw new InvalidMemberException(path, "an array of strings is expected.");
    }

    private InvalidMemberException Missing(ReadOnlySpan<string> names, string expected) => new(PathOf(names[0]), expected);

    private JsonProperty? Find(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var member in Element.EnumerateObject())
            {
                if (member.Value.ValueKind is not JsonValueKind.Null && member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return member;
            }
        }
        return null;
    }

    private static JsonElement Parse(string text, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Limits);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new InvalidMemberException(path, "well-formed JSON is expected in the string.");
        }
    }

    private static byte[] Decode(string text, string path)
    {
        try
        {
            if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || text.StartsWith("\\x", StringComparison.OrdinalIgnoreCase))
                return Convert.FromHexString(text.AsSpan(2));
            if (text.Length >= LeastHexDigits && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit))
                return Convert.FromHexString(text);
            return Base64Url.DecodeFromChars(text.TrimEnd('=').Replace('+', '-').Replace('/', '_'));
        }
        catch (FormatException)
        {
            throw new InvalidMemberException(path, "base64, base64url or hex is expected.");
        }
    }
}
