using System.Diagnostics;

namespace Passkeys.IntegrationTests.SampleHost;

/// <summary>The sample host as a process of its own, in Production, over an SQLite file.</summary>
internal static class HostProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs it until it ends by itself.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string databaseFile, string[] arguments, params (string Name, string Value)[] settings)
    {
        var ended = await RunApartAsync(databaseFile, arguments, settings);
        return (ended.ExitCode, ended.Output + ended.Errors);
    }

    /// <summary>Runs it until it ends by itself; what it said to standard output and to standard error apart.</summary>
    public static async Task<Ended> RunApartAsync(string databaseFile, string[] arguments, params (string Name, string Value)[] settings)
    {
        using var process = Process.Start(Describe(databaseFile, arguments, settings))!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new Ended(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static ProcessStartInfo Describe(string databaseFile, string[] arguments, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "HostSample.dll"), "--environment", "Production", "--urls", "http://127.0.0.1:0", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // As in the tests themselves (Directory.Build.props).
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["ConnectionStrings__Passkeys"] = $"Data Source={databaseFile}";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return start;
    }

    /// <summary>How it ended.</summary>
    internal sealed record Ended(int ExitCode, string Output, string Errors);
}
