namespace Passkeys.QuickstartUi.Charts;

/// <summary>A scale from 0 to a round number that nothing is above.</summary>
/// <param name="Top">The round number, at least 2 and even, so that half of it is whole.</param>
internal readonly record struct Scale(long Top)
{
    private static readonly long[] Steps = [2, 4, 6, 8, 10];

    /// <summary>The scale for values up to this one.</summary>
    public static Scale For(long most)
    {
        long unit = 1;
        while (most > unit * 10)
            unit *= 10;
        return new Scale(Steps.First(step => most <= step * unit) * unit);
    }

    /// <summary>How much of a length a value takes.</summary>
    public double Of(long value, double length) => Math.Max(0, value) * length / Top;
}
