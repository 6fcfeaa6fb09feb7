namespace Passkeys.QuickstartUi.Charts;

/// <summary>What parts of a chart look like: each has a colour of the stylesheet and a hatching of its own, so that nobody has to tell colours apart.</summary>
internal static class Tones
{
    /// <summary>How many there are.</summary>
    public const int Count = 7;

    private const string Size = "6";

    // Of lines through a tile of six units; the first tone is plain.
    private static readonly string[] Hatchings = ["", "M-1 7L7 -1", "M-1 -1L7 7", "M0 3H6", "M3 0V6", "M3 1.5V4.5M1.5 3H4.5", "M-1 7L7 -1M-1 -1L7 7"];

    /// <summary>The fill of a look, counted from 0.</summary>
    public static string Fill(string chart, int tone) => $"url(#{chart}-tone-{tone % Count})";

    /// <summary>The first so many fills, for a chart to use.</summary>
    public static void Define(Svg svg, string chart, int tones)
    {
        svg.Open("defs");
        for (var tone = 0; tone < Math.Min(tones, Count); tone++)
        {
            svg.Open("pattern", ("id", $"{chart}-tone-{tone}"), ("width", Size), ("height", Size), ("patternUnits", "userSpaceOnUse"))
                .Element("rect", ("class", $"tone-{tone}"), ("width", Size), ("height", Size));
            if (Hatchings[tone].Length > 0)
                svg.Element("path", ("class", "hatching"), ("d", Hatchings[tone]));
            svg.Close("pattern");
        }
        svg.Close("defs");
    }
}
