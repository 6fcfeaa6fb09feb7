using System.CommandLine;
using HostSample.Hosting;

namespace HostSample.Commands;

/// <summary>Makes the next signing key now.</summary>
internal static class RotateKeysCommand
{
    private static readonly TimeSpan UsualPause = TimeSpan.FromHours(1);

    public static Command Describe(Action<HostCommand> choose)
    {
        var after = new Option<TimeSpan>("--after")
        {
            Description = "How long the new key is published before it signs, so that everyone has read it by then: hours:minutes:seconds, or days.hours:minutes:seconds.",
            DefaultValueFactory = _ => UsualPause,
            HelpName = "TIME",
        };
        var command = new Command("rotate-keys", "Makes a new signing key. It is published at once and signs later; the one before signs until then, and stays published so that what it signed can be checked.") { after };
        command.SetAction(parsed =>
        {
            var pause = parsed.GetValue(after);
            choose((app, ct) => RunAsync(app, pause, ct));
        });
        return command;
    }

    private static async Task<int> RunAsync(WebApplication app, TimeSpan pause, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (done, said) = await Engine.RotateKeysAsync(scope.ServiceProvider, pause, ct);
        await (done ? Console.Out : Console.Error).WriteLineAsync(said);
        return done ? ExitCode.Done : ExitCode.Failed;
    }
}
