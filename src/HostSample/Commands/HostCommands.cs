using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Data.Common;
using HostSample.Hosting;
using Microsoft.EntityFrameworkCore;

namespace HostSample.Commands;

/// <summary>The commands of the host. A command line that is none says why on standard error; help goes to standard output.</summary>
internal static class HostCommands
{
    /// <summary>The command that was asked for, or the exit code of one that is answered already.</summary>
    public static (HostCommand? Chosen, int? ExitCode) Parse(string[] args, TextWriter output, TextWriter error)
    {
        HostCommand? chosen = null;
        var root = Describe(command => chosen = command);
        // "help import" is "import --help".
        string[] asked = args is ["help", .. var about] ? [.. about, "--help"] : args;
        var parsed = root.Parse(asked);
        if (parsed.Action is HelpAction && parsed.UnmatchedTokens.Count == 0)
        {
            parsed.Invoke(new InvocationConfiguration { Output = output, Error = error });
            WriteExamples(parsed.CommandResult.Command, output);
            return (null, ExitCode.Done);
        }
        if (WhyNot(parsed) is { } why)
        {
            error.WriteLine($"{why} Try: {HelpOf(parsed.CommandResult.Command)}");
            return (null, ExitCode.Usage);
        }
        parsed.Invoke(new InvocationConfiguration { Output = output, Error = error });
        return (chosen, null);
    }

    /// <summary>Runs a command: the database has to be there with all its tables; an interrupted command ends at the next good moment.</summary>
    public static async Task<int> RunAsync(WebApplication app, HostCommand command)
    {
        using var interrupted = new CancellationTokenSource();
        using var onInterrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, signal => Stop(signal, interrupted));
        using var onTerminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, signal => Stop(signal, interrupted));
        try
        {
            if (command != MigrateCommand.Run && await Database.PrepareAsync(app, migrate: false) is { } notReady)
                return notReady;
            return await command(app, interrupted.Token);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted.");
            return ExitCode.Failed;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DbException or DbUpdateException)
        {
            await Console.Error.WriteLineAsync((failure as DbUpdateException)?.InnerException?.Message ?? failure.Message);
            return ExitCode.Failed;
        }
    }

    private static void Stop(System.Runtime.InteropServices.PosixSignalContext signal, CancellationTokenSource interrupted)
    {
        signal.Cancel = true;
        interrupted.Cancel();
    }

    private static RootCommand Describe(Action<HostCommand> choose)
    {
        var root = new RootCommand("""
            Passkeys.IdentityServer. Without a command it serves.

            Settings of ASP.NET Core go before the command or after it: --urls http://localhost:5000, --environment Production, --Database:Provider PostgreSql. Secrets come from the environment.
            Exit codes: 0 done, 1 not done or something is wrong, 2 the command line is not one.
            """);
        foreach (var version in root.Options.OfType<VersionOption>().ToList())
            root.Options.Remove(version);
        root.Subcommands.Add(MigrateCommand.Describe(choose));
        root.Subcommands.Add(SeedAdminCommand.Describe(choose));
        root.Subcommands.Add(PoolCommand.Describe(choose));
        root.Subcommands.Add(DoctorCommand.Describe(choose));
        root.Subcommands.Add(VerifyAuditCommand.Describe(choose));
        root.Subcommands.Add(RotateKeysCommand.Describe(choose));
        root.Subcommands.Add(ImportCommand.Describe(choose));
        root.Subcommands.Add(ExportCommand.Describe(choose));
        root.Subcommands.Add(new Command("help", "Says what a command does: help COMMAND."));
        return root;
    }

    private static string? WhyNot(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is [var unknown, ..])
            return unknown.StartsWith('-') ? $"There is no option '{unknown}'." : $"There is no command or argument '{unknown}'.";
        // What looks like an option and is none would be taken for an argument.
        if (parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).FirstOrDefault(token => token.Value is ['-', _, ..]) is { } option)
            return $"There is no option '{option.Value}'.";
        if (parsed.Errors is [var error, ..])
            return error.Message.EndsWith('.') ? error.Message : error.Message + ".";
        return null;
    }

    private static string HelpOf(Command command)
    {
        var names = new List<string>();
        for (var each = command; each is not RootCommand and not null; each = each.Parents.OfType<Command>().FirstOrDefault())
            names.Insert(0, each.Name);
        return string.Join(' ', [.. names, "--help"]);
    }

    private static void WriteExamples(Command command, TextWriter output)
    {
        if (CommandExamples.Of(command) is { } examples)
            output.WriteLine($"Examples:\n{examples}\n");
    }
}
