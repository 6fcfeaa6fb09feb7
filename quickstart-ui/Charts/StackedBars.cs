namespace Passkeys.QuickstartUi.Charts;

/// <summary>A part of each bar.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Values">Its value in each bar.</param>
/// <param name="Tone">Which of the looks it has, counted from 0.</param>
internal sealed record BarPart(string Name, IReadOnlyList<long> Values, int Tone);

/// <summary>One bar for each stretch of time, of parts that add up.</summary>
internal sealed class StackedBars : Chart
{
    private const double Top = 8;
    private const double Bottom = 168;
    private const double Start = 36;
    private const double BarShare = 0.72;
    private const int MostLabels = 4;

    /// <summary>What the bars are of, in the order of time.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The parts, from the bottom to the top.</summary>
    public required IReadOnlyList<BarPart> Parts { get; init; }

    /// <summary>How numbers are written.</summary>
    public required Func<long, string> Number { get; init; }

    protected override double Height => 190;

    protected override void Draw(Svg svg)
    {
        Tones.Define(svg, Id, Parts.Select(part => part.Tone + 1).DefaultIfEmpty().Max());
        var totals = Labels.Select((_, bar) => Parts.Sum(part => part.Values[bar])).ToArray();
        var scale = Scale.For(totals.DefaultIfEmpty().Max());
        DrawLines(svg, scale);
        for (var bar = 0; bar < Labels.Count; bar++)
            DrawBar(svg, bar, totals[bar], scale);
        DrawLabels(svg);
    }

    private double Slot => (Width - Start) / Math.Max(1, Labels.Count);

    private void DrawLines(Svg svg, Scale scale)
    {
        foreach (var value in new[] { 0, scale.Top / 2, scale.Top })
        {
            var y = Bottom - scale.Of(value, Bottom - Top);
            svg.Element("path", ("class", "line"), ("d", $"M{Svg.Length(X(Start))} {Svg.Length(y)}H{Svg.Length(X(Width))}"));
            Label(svg, Number(value), Start - 4, y + 4, "end", "label quiet");
        }
    }

    private void DrawBar(Svg svg, int bar, long total, Scale scale)
    {
        if (total == 0)
            return;
        svg.Open("g").Text("title", $"{Labels[bar]}: {Number(total)}");
        var y = Bottom;
        for (var part = 0; part < Parts.Count; part++)
        {
            if (Parts[part].Values[bar] is 0)
                continue;
            var height = scale.Of(Parts[part].Values[bar], Bottom - Top);
            y -= height;
            Box(svg, Start + (bar * Slot) + (Slot * (1 - BarShare) / 2), y, Slot * BarShare, height, Tones.Fill(Id, Parts[part].Tone));
        }
        svg.Close("g");
    }

    // The newest bar always has its label; before it, as many as have room.
    private void DrawLabels(Svg svg)
    {
        var step = Math.Max(1, (int)Math.Ceiling(Labels.Count / (double)MostLabels));
        for (var bar = Labels.Count - 1; bar >= 0; bar -= step)
        {
            var middle = Start + ((bar + 0.5) * Slot);
            var isLast = bar == Labels.Count - 1 && Labels.Count > MostLabels;
            Label(svg, Labels[bar], isLast ? Width : middle, Bottom + 16, isLast ? "end" : "middle", "label quiet");
        }
    }
}
