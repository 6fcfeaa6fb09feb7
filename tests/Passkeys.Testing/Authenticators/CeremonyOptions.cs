using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace Passkeys.Testing.Authenticators;

/// <summary>Reads creation and request options as parse...OptionsFromJSON() does: unpadded base64url or nothing.</summary>
public static class CeremonyOptions
{
    /// <summary>A string member.</summary>
    public static string Text(this JsonNode options, string member) =>
        (string?)options[member] ?? throw new ArgumentException($"The options have no {member}.", nameof(options));

    internal static IReadOnlyList<byte[]> CredentialIds(this JsonNode options, string member) =>
        [.. (options[member]?.AsArray() ?? []).Select(descriptor => Decode(descriptor!.Text("id")))];

    /// <summary>Unpadded base64url.</summary>
    public static byte[] Decode(string text)
    {
        if (text.Contains('=', StringComparison.Ordinal))
            throw new FormatException("The options hold padded base64url; a browser refuses it (EncodingError).");

        return Base64Url.DecodeFromChars(text);
    }

    internal static bool Contains(this IReadOnlyList<byte[]> ids, byte[] id) => ids.Any(each => each.AsSpan().SequenceEqual(id));
}
