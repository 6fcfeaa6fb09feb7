namespace Passkeys.QuickstartUi.Charts;

/// <summary>A bar with a name.</summary>
/// <param name="Name">What it is of, as somebody called it.</param>
/// <param name="Value">How much.</param>
/// <param name="Tone">Which of the looks it has, counted from 0.</param>
internal sealed record NamedBar(string Name, long Value, int Tone = 0);

/// <summary>One bar beneath another, each under its name.</summary>
internal sealed class HorizontalBars : Chart
{
    private const double Row = 34;
    private const double Thickness = 10;
    private const int Room = 40;

    /// <summary>The bars.</summary>
    public required IReadOnlyList<NamedBar> Bars { get; init; }

    /// <summary>How numbers are written.</summary>
    public required Func<long, string> Number { get; init; }

    protected override double Height => Math.Max(1, Bars.Count) * Row;

    protected override void Draw(Svg svg)
    {
        Tones.Define(svg, Id, Bars.Select(bar => bar.Tone + 1).DefaultIfEmpty().Max());
        var most = Math.Max(1, Bars.Select(bar => bar.Value).DefaultIfEmpty().Max());
        for (var row = 0; row < Bars.Count; row++)
        {
            var (name, value, tone) = Bars[row];
            var y = row * Row;
            Label(svg, Fitting.Cut(name, Room), 0, y + 13);
            Label(svg, Number(value), Width, y + 13, "end");
            Box(svg, 0, y + 18, Width, Thickness, "none", "track");
            Box(svg, 0, y + 18, Width * Math.Max(0, value) / most, Thickness, Tones.Fill(Id, tone));
        }
    }
}
