namespace Passkeys.QuickstartUi.Charts;

/// <summary>A part of a whole.</summary>
/// <param name="Name">What the part is.</param>
/// <param name="Part">How much.</param>
/// <param name="Whole">Of how much.</param>
internal sealed record Share(string Name, long Part, long Whole)
{
    /// <summary>Between 0 and 1; 0 where there is no whole.</summary>
    public double Ratio => Whole <= 0 ? 0 : Math.Clamp(Part / (double)Whole, 0, 1);
}

/// <summary>How much of a whole each part is.</summary>
internal sealed class ShareBars : Chart
{
    private const double Row = 44;
    private const double Thickness = 16;
    private const int Room = 40;

    /// <summary>The shares.</summary>
    public required IReadOnlyList<Share> Shares { get; init; }

    /// <summary>How shares are written.</summary>
    public required Func<double, string> Percent { get; init; }

    protected override double Height => Math.Max(1, Shares.Count) * Row;

    protected override void Draw(Svg svg)
    {
        Tones.Define(svg, Id, tones: 1);
        for (var row = 0; row < Shares.Count; row++)
        {
            var (share, y) = (Shares[row], row * Row);
            Label(svg, Fitting.Cut(share.Name, Room), 0, y + 13);
            Label(svg, Percent(share.Ratio), Width, y + 13, "end");
            Box(svg, 0, y + 19, Width, Thickness, "none", "track");
            Box(svg, 0, y + 19, Width * share.Ratio, Thickness, Tones.Fill(Id, 0));
        }
    }
}
