using System.Globalization;

namespace Passkeys.QuickstartUi.Branding;

/// <summary>An opaque sRGB colour.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static readonly Colour Black = new(0, 0, 0);
    public static readonly Colour White = new(255, 255, 255);

    /// <summary>Reads <c>#rrggbb</c>, or <c>rrggbb</c> as an address has it.</summary>
    public static bool TryParse(string? text, out Colour colour)
    {
        var digits = text is ['#', .. var rest] ? rest : text;
        var isColour = digits is { Length: 6 } && digits.All(char.IsAsciiHexDigit);
        colour = isColour ? FromRgb(int.Parse(digits!, NumberStyles.HexNumber, CultureInfo.InvariantCulture)) : default;
        return isColour;
    }

    /// <summary>This colour with some of another one, <c>0</c> to <c>1</c>.</summary>
    public Colour Mix(Colour other, double share)
    {
        return new Colour(Between(Red, other.Red), Between(Green, other.Green), Between(Blue, other.Blue));
        byte Between(byte from, byte to) => (byte)Math.Round(from + ((to - from) * share));
    }

    /// <summary>The contrast ratio to another colour, 1 to 21 (WCAG 2.2, "contrast ratio").</summary>
    public double Contrast(Colour other)
    {
        var (a, b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>As CSS writes it.</summary>
    public override string ToString() => $"#{Digits}";

    /// <summary>As an address writes it.</summary>
    public string Digits => string.Create(CultureInfo.InvariantCulture, $"{Red:x2}{Green:x2}{Blue:x2}");

    // WCAG 2.2, "relative luminance".
    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte channel)
    {
        var share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    private static Colour FromRgb(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
}
