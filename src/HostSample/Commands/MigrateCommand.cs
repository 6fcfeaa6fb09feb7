using System.CommandLine;
using HostSample.Hosting;

namespace HostSample.Commands;

/// <summary>Applies the migrations.</summary>
internal static class MigrateCommand
{
    /// <summary>The command itself: the only one that does not want the tables to be there.</summary>
    public static readonly HostCommand Run = RunAsync;

    public static Command Describe(Action<HostCommand> choose)
    {
        var command = new Command("migrate", "Applies the migrations that the database lacks, and ends. The same as --migrate.");
        command.SetAction(_ => choose(Run));
        return command;
    }

    private static async Task<int> RunAsync(WebApplication app, CancellationToken ct)
    {
        if (await Database.PrepareAsync(app, migrate: true) is > 0 and var failed)
            return failed;
        await Console.Out.WriteLineAsync("The database has all its tables.");
        return ExitCode.Done;
    }
}
