namespace Passkeys.QuickstartUi.Charts;

/// <summary>A step of a funnel.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">How many come so far.</param>
internal sealed record FunnelStep(string Name, long Value);

/// <summary>How many come from one step to the next.</summary>
internal sealed class FunnelChart : Chart
{
    private const double Row = 52;
    private const double Thickness = 14;
    private const double Above = 20;
    private const int Room = 34;

    /// <summary>The steps, the first one first.</summary>
    public required IReadOnlyList<FunnelStep> Steps { get; init; }

    /// <summary>How numbers are written.</summary>
    public required Func<long, string> Number { get; init; }

    protected override double Height => (Row * Math.Max(1, Steps.Count)) - Row + Above + Thickness + 2;

    protected override void Draw(Svg svg)
    {
        Tones.Define(svg, Id, tones: 1);
        var most = Math.Max(1, Steps.Select(step => step.Value).DefaultIfEmpty().Max());
        for (var row = 0; row < Steps.Count; row++)
        {
            var y = (row * Row) + Above;
            var (width, name) = (Breadth(row), Steps[row].Name);
            if (row + 1 < Steps.Count)
                DrawSlope(svg, width, Breadth(row + 1), y + Thickness, Row - Thickness);
            Label(svg, Fitting.Cut(name, Room), 0, y - 6);
            Label(svg, Number(Steps[row].Value), Width, y - 6, "end");
            Box(svg, (Width - width) / 2, y, width, Thickness, Tones.Fill(Id, 0));
        }

        double Breadth(int row) => Width * Math.Max(0, Steps[row].Value) / most;
    }

    private static void DrawSlope(Svg svg, double from, double to, double y, double height)
    {
        const double middle = Width / 2;
        string At(double x) => Svg.Length(middle + x);
        svg.Element("path", ("class", "slope"), ("d", $"M{At(-from / 2)} {Svg.Length(y)}H{At(from / 2)}L{At(to / 2)} {Svg.Length(y + height)}H{At(-to / 2)}Z"));
    }
}
