using System.Text;
using System.Text.Unicode;

namespace Passkeys.QuickstartUi.Settings;

/// <summary>Makes the address of a logo out of a file. What it is, the content says; a name can say anything.</summary>
internal static class LogoFileReader
{
    /// <summary>The <c>data:</c> address (RFC 2397) of a PNG, WebP or SVG file, or null.</summary>
    public static string? Read(byte[] content) => TypeOf(content) is { } type ? $"data:{type};base64,{Convert.ToBase64String(content)}" : null;

    private static string? TypeOf(ReadOnlySpan<byte> content)
    {
        // PNG §5.2; RFC 9649 §2.4.
        if (content.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]))
            return "image/png";
        if (content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..12].SequenceEqual("WEBP"u8))
            return "image/webp";
        return IsSvg(content) ? "image/svg+xml" : null;
    }

    // As an image, an SVG runs no script and loads nothing.
    private static bool IsSvg(ReadOnlySpan<byte> content)
    {
        if (!Utf8.IsValid(content))
            return false;
        var text = Encoding.UTF8.GetString(content).TrimStart('\uFEFF').TrimStart();
        return text.StartsWith('<') && text.Contains("<svg", StringComparison.OrdinalIgnoreCase);
    }
}
