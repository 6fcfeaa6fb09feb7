using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Passkeys.QuickstartUi.Charts;

/// <summary>What a part of a chart looks like, beside its name.</summary>
/// <param name="Chart">The chart's id.</param>
/// <param name="Tone">Which of the looks it has, counted from 0.</param>
internal sealed record Swatch(string Chart, int Tone) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(
        new Svg().Open("svg", ("class", "swatch"), ("viewBox", "0 0 18 18"), ("aria-hidden", "true"), ("focusable", "false"))
            .Element("rect", ("class", "bar"), ("width", "18"), ("height", "18"), ("fill", Tones.Fill(Chart, Tone)))
            .Close("svg").ToString());
}
