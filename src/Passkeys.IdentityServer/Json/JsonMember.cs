using System.Buffers.Text;
using System.Text.Json;

namespace Passkeys.IdentityServer.Json;

/// <summary>Reads one member of a JSON body at a time; whatever is wrong is said with the member's path.</summary>
internal readonly record struct JsonMember(JsonElement Element, string Path)
{
    public JsonMember RequiredObject(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Object } found
            ? new JsonMember(found, PathOf(name))
            : throw new InvalidMemberException(PathOf(name), "an object is required.");

    public string RequiredString(string name) =>
        OptionalString(name) ?? throw new InvalidMemberException(PathOf(name), "a non-empty string is required.");

    /// <summary>The string, or null when it is absent, null or empty.</summary>
    public string? OptionalString(string name, int maxLength = int.MaxValue)
    {
        if (Find(name) is not { ValueKind: not JsonValueKind.Null } found)
            return null;
        if (found.ValueKind is not JsonValueKind.String)
            throw new InvalidMemberException(PathOf(name), "a string is expected.");
        var text = ReadText(found, name);
        if (text.Length > maxLength)
            throw new InvalidMemberException(PathOf(name), $"at most {maxLength} characters are expected.");
        return text.Length == 0 ? null : text;
    }

    /// <summary>Whether there is a member of this name that is not null.</summary>
    public bool Has(string name) => Find(name) is { ValueKind: not JsonValueKind.Null };

    /// <summary>An object, or null when it is absent or null.</summary>
    public JsonMember? OptionalObject(string name) => Has(name) ? RequiredObject(name) : null;

    public bool? OptionalBoolean(string name) => Find(name)?.ValueKind switch
    {
        null or JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new InvalidMemberException(PathOf(name), "true or false is expected."),
    };

    /// <summary>A whole number between two others, both included; or null when it is absent or null.</summary>
    public int? OptionalNumber(string name, int least, int most)
    {
        if (!Has(name))
            return null;
        return Find(name) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw new InvalidMemberException(PathOf(name), $"a whole number from {least} to {most} is expected.");
    }

    /// <summary>Refuses a member that has no meaning where it stands.</summary>
    public void Refuse(string name, string why)
    {
        if (Has(name))
            throw new InvalidMemberException(PathOf(name), why);
    }

    public byte[] RequiredBytes(string name) =>
        OptionalBytes(name) ?? throw new InvalidMemberException(PathOf(name), "unpadded base64url is required.");

    public byte[]? OptionalBytes(string name) =>
        OptionalString(name) is { } text ? ReadBytes(text, PathOf(name)) : null;

    public IReadOnlyList<string> OptionalStrings(string name)
    {
        if (Find(name) is not { ValueKind: not JsonValueKind.Null } found)
            return [];
        if (found.ValueKind is not JsonValueKind.Array || found.EnumerateArray().Any(item => item.ValueKind is not JsonValueKind.String))
            throw new InvalidMemberException(PathOf(name), "an array of strings is expected.");
        var path = name;
        var self = this;
        return [.. found.EnumerateArray().Select(item => self.ReadText(item, path))];
    }

    // requirements.md, contradiction 3: padded or standard base64 is refused, out loud.
    internal static byte[] ReadBytes(string text, string path)
    {
        if (text.AsSpan().ContainsAny('=', '+', '/') || !Base64Url.IsValid(text) || text.AsSpan().ContainsAny(" \t\r\n"))
            throw new InvalidMemberException(path, "unpadded base64url (RFC 4648 §5) is expected.");
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            throw new InvalidMemberException(path, "unpadded base64url (RFC 4648 §5) is expected.");
        }
    }

    private string ReadText(JsonElement element, string name)
    {
        try
        {
            var text = element.GetString()!;
            _ = text.IsNormalized(); // Throws for what cannot be normalised, and so not be compared.
            return text.Contains('\0', StringComparison.Ordinal) ? throw new ArgumentException("U+0000", name) : text;
        }
        catch (Exception noText) when (noText is InvalidOperationException or ArgumentException)
        {
            // A lone surrogate, a noncharacter or U+0000: valid JSON, and no text that every database and every comparison takes.
            throw new InvalidMemberException(PathOf(name), "well-formed Unicode text is expected.");
        }
    }

    private JsonElement? Find(string name) => Element.TryGetProperty(name, out var found) ? found : null;

    /// <summary>The path of a member, as errors name it.</summary>
    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";
}
