namespace Passkeys.IdentityServer.Insight;

/// <summary>How what happens is counted (section <c>Insight</c>).</summary>
public sealed class InsightOptions
{
    /// <summary>How long after something happened a node writes what it counted. What is not written when the process crashes is lost. Default 5 seconds.</summary>
    public TimeSpan FlushAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long counts are kept, in days. Default, and least, 400: a year can be looked at.</summary>
    public int KeepDays { get; set; } = 400;
}
