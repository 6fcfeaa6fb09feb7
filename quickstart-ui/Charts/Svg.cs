using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Passkeys.QuickstartUi.Charts;

/// <summary>Writes SVG. Every value and every text is encoded: names in a chart are whatever somebody called something.</summary>
internal sealed class Svg
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new();

    /// <summary>Begins an element.</summary>
    public Svg Open(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(element, attributes);
        _text.Append('>');
        return this;
    }

    /// <summary>Ends an element.</summary>
    public Svg Close(string element)
    {
        _text.Append("</").Append(element).Append('>');
        return this;
    }

    /// <summary>An element with nothing in it.</summary>
    public Svg Element(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(element, attributes);
        _text.Append("/>");
        return this;
    }

    /// <summary>An element with text in it.</summary>
    public Svg Text(string element, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(element, attributes);
        _text.Append(Encoder.Encode(text));
        return Close(element);
    }

    /// <summary>A length in units of the drawing, to a tenth.</summary>
    public static string Length(double length) => Math.Round(length, 1).ToString("0.#", CultureInfo.InvariantCulture);

    public override string ToString() => _text.ToString();

    private void Begin(string element, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _text.Append('<').Append(element);
        foreach (var (name, value) in attributes)
            _text.Append(' ').Append(name).Append("=\"").Append(Encoder.Encode(value)).Append('"');
    }
}
