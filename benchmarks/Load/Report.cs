using System.Globalization;
using System.Text;

namespace Passkeys.Benchmarks.Load;

/// <summary>The figures of a load run as a Markdown table.</summary>
internal sealed class Report(LoadOptions options, RawSignatures raw)
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;
    private readonly List<LoadResult> _results = [];

    public bool HasErrors => _results.Any(result => result.Errors.Count > 0 || result.Timings.Count == 0);

    public void Add(LoadResult result) => _results.Add(result);

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine(Plain, $"{options.Database}, {options.Duration.TotalSeconds} s each, {Environment.ProcessorCount} cores shared by host, database and driver")
            .AppendLine()
            .AppendLine("| workers | ceremonies/s | begin p50 / p95 / p99 ms | token p50 / p95 / p99 ms | both p50 / p95 / p99 ms | errors |")
            .AppendLine("|---|---|---|---|---|---|");
        foreach (var result in _results)
            text.AppendLine(Row(result));
        text.AppendLine()
            .AppendLine("| ES256 on this machine, same run | one core | all cores |")
            .AppendLine("|---|---|---|")
            .AppendLine(Plain, $"| verifications/s | {raw.Verifications:N0} | {raw.VerificationsOnAllCores:N0} |")
            .AppendLine(Plain, $"| signatures/s | {raw.Signatures:N0} | {raw.SignaturesOnAllCores:N0} |");
        foreach (var (message, count) in _results.SelectMany(result => result.Errors))
            text.AppendLine(Plain, $"{count} x {message}");
        return text.ToString();
    }

    private static string Row(LoadResult result) => string.Create(
        Plain,
        $"| {result.Workers} | {result.PerSecond:N0} | {Spread(result, timing => timing.Begin)} | {Spread(result, timing => timing.Token)} | {Spread(result, timing => timing.Both)} | {result.Errors.Values.Sum()} |");

    private static string Spread(LoadResult result, Func<Timing, TimeSpan> part)
    {
        var sorted = result.Timings.Select(timing => part(timing).TotalMilliseconds).Order().ToList();
        return sorted.Count == 0
            ? "-"
            : string.Create(Plain, $"{Percentile(sorted, 50):F1} / {Percentile(sorted, 95):F1} / {Percentile(sorted, 99):F1}");
    }

    // Nearest rank: a value that was measured, never one in between.
    private static double Percentile(List<double> sorted, int percent) =>
        sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * percent / 100d) - 1)];
}
