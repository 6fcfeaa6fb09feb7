using Passkeys.Testing.Hosting;

namespace Passkeys.Benchmarks.Load;

/// <summary>Drives a host of its own over loopback, and says what it gave. Exit codes: 0, 1 when any ceremony failed, 2 for arguments that cannot be read.</summary>
internal static class LoadCommand
{
    private const int WarmUpCeremonies = 300;
    private static readonly TimeSpan SetUpLimit = TimeSpan.FromMinutes(3);

    public static async Task<int> RunAsync(string[] args)
    {
        LoadOptions options;
        try
        {
            options = LoadOptions.Parse(args);
        }
        catch (FormatException unreadable)
        {
            await Console.Error.WriteLineAsync($"{unreadable.Message}\n{LoadOptions.Usage}");
            return 2;
        }

        using var stop = new CancellationTokenSource(SetUpLimit + (2 * options.Concurrency.Count * options.Duration));
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            stop.Cancel();
        };
        return await RunAsync(options, stop.Token);
    }

    private static async Task<int> RunAsync(LoadOptions options, CancellationToken ct)
    {
        var raw = RawSignatures.Measure();
        await using var database = options.Database == "postgresql" ? TestDatabase.PostgreSql() : TestDatabase.Sqlite();
        await database.CreateAsync();
        await using var host = await HostProcess.StartAsync(database, ct);
        var site = new Site(host, "demo");
        var people = await People.SignUpAsync(site, options.Concurrency.Max(), ct);
        await new ClosedLoop(site, people).RunAsync(workers: 4, TimeSpan.FromMinutes(1), WarmUpCeremonies, ct);

        var report = new Report(options, raw);
        foreach (var workers in options.Concurrency)
            report.Add(await new ClosedLoop(site, people).RunAsync(workers, options.Duration, ClosedLoop.MostCeremonies, ct));
        await Console.Out.WriteLineAsync(report.ToMarkdown());
        return report.HasErrors ? 1 : 0;
    }
}
