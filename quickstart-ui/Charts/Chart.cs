using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Passkeys.QuickstartUi.Charts;

/// <summary>
/// A drawing that scales to its place. To who does not see it, it is an image with a title and what it shows; its numbers are in a table beside it. Where lines run from
/// right to left it is mirrored. Colours come from the stylesheet.
/// </summary>
internal abstract class Chart : IHtmlContent
{
    /// <summary>As wide as a narrow window, in units of the drawing: text is as large as on the page then.</summary>
    protected const double Width = 320;

    /// <summary>What no other chart of the page is called; letters and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Whether lines run from right to left. Default false.</summary>
    public bool IsMirrored { get; init; }

    protected abstract double Height { get; }

    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(ToString());

    public sealed override string ToString()
    {
        var svg = new Svg().Open(
            "svg",
            ("class", "chart"), ("viewBox", $"0 0 {Svg.Length(Width)} {Svg.Length(Height)}"), ("role", "img"), ("aria-labelledby", Id + "-title"), ("aria-describedby", Id + "-desc"), ("focusable", "false"));
        svg.Text("title", Title, ("id", $"{Id}-title")).Text("desc", Description, ("id", $"{Id}-desc"));
        Draw(svg);
        return svg.Close("svg").ToString();
    }

    protected abstract void Draw(Svg svg);

    /// <summary>Where a point is that is so far from where lines begin.</summary>
    protected double X(double fromStart) => IsMirrored ? Width - fromStart : fromStart;

    /// <summary>A rectangle that begins so far from where lines begin.</summary>
    protected void Box(Svg svg, double fromStart, double y, double width, double height, string fill, string look = "bar") => svg.Element(
        "rect",
        ("class", look), ("x", Svg.Length(IsMirrored ? Width - fromStart - width : fromStart)), ("y", Svg.Length(y)),
        ("width", Svg.Length(width)), ("height", Svg.Length(height)), ("fill", fill));

    /// <summary>Text that stands where lines begin (start), end, or in the middle. Its direction is the page's, so an anchor means the same in both.</summary>
    protected void Label(Svg svg, string text, double fromStart, double y, string anchor = "start", string look = "label") =>
        svg.Text("text", text, ("class", look), ("x", Svg.Length(X(fromStart))), ("y", Svg.Length(y)), ("text-anchor", anchor));
}
