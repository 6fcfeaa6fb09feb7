using System.CommandLine;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Transfer;

namespace HostSample.Commands;

/// <summary>People and credentials into a pool.</summary>
internal static class ImportCommand
{
    private const int MostErrors = 50;

    public static Command Describe(Action<HostCommand> choose)
    {
        var file = new Argument<string>("FILE") { Description = "The file; - is standard input." };
        var pool = new Option<string>("--pool") { Description = "The pool.", Required = true, HelpName = "ID" };
        var format = new Option<string>("--format") { Description = "The format of the file.", Required = true, HelpName = string.Join('|', ImportFormat.All) };
        format.AcceptOnlyFromAmong([.. ImportFormat.All]);
        var dryRun = new Option<bool>("--dry-run") { Description = "Look at the file and store nothing." };
        var skipInvalid = new Option<bool>("--skip-invalid") { Description = "Leave out the records that are wrong. Without it nothing is stored where one is." };
        var rpId = new Option<string?>("--rp-id") { Description = "The RP ID of passkeys for which the file tells none.", HelpName = "DOMAIN" };
        var command = new Command("import", "Brings people and their passkeys into a pool. One that was interrupted goes on where it was with the same file.") { file, pool, format, dryRun, skipInvalid, rpId };
        command.SetAction(parsed =>
        {
            var request = new ImportRequest { Format = parsed.GetValue(format)!, DryRun = parsed.GetValue(dryRun), SkipInvalid = parsed.GetValue(skipInvalid), RpId = parsed.GetValue(rpId) };
            var (path, id) = (parsed.GetValue(file)!, parsed.GetValue(pool)!);
            choose((app, ct) => RunAsync(app, path, id, request, ct));
        });
        return command;
    }

    private static async Task<int> RunAsync(WebApplication app, string path, string id, ImportRequest request, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await OnePool.FindAsync(scope.ServiceProvider, id, ct) is not { } pool)
            return ExitCode.Failed;
        await using var file = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
        using var progress = new ProgressBar(Console.Error, Console.IsErrorRedirected);
        try
        {
            var import = scope.ServiceProvider.GetRequiredService<ICredentialImport>();
            return Tell(await import.ImportAsync(pool, request, file, Administrator.Operator, progress, ct), progress);
        }
        catch (InvalidMemberException invalid)
        {
            await Console.Error.WriteLineAsync(invalid.Message);
            return ExitCode.Failed;
        }
    }

    private static int Tell(ImportOutcome outcome, ProgressBar progress)
    {
        progress.Dispose();
        switch (outcome)
        {
            case ImportOutcome.Done { Report: var report }:
                Describe(report, "{0} people and {1} credentials were added; {2} were there already.");
                return ExitCode.Done;
            case ImportOutcome.Checked { Report: var report }:
                Describe(report, "{0} people and {1} credentials would be added; {2} are there already. Nothing was stored.");
                return ExitCode.Done;
            case ImportOutcome.Invalid { Report: var report }:
                Describe(report, "Nothing was stored.");
                return ExitCode.Failed;
            case ImportOutcome.Running:
                Console.Error.WriteLine("Another import into the pool is running. One that crashed frees the pool within two minutes.");
                return ExitCode.Failed;
            case ImportOutcome.TooLarge { MaxBytes: var most }:
                Console.Error.WriteLine($"The file may have at most {most} bytes; Transfer:MaxImportBytes says so.");
                return ExitCode.Failed;
            default:
                Console.Error.WriteLine("The import took too long and was taken over. Import the same file again to go on.");
                return ExitCode.Failed;
        }
    }

    private static void Describe(ImportReport report, string summary)
    {
        foreach (var error in report.Errors.Take(MostErrors))
            Console.Error.WriteLine($"record {error.Record}{(error.Line is { } line ? $" (line {line})" : "")}: {error.Member}: {error.Message}");
        if (report.ErrorCount > Math.Min(report.Errors.Count, MostErrors))
            Console.Error.WriteLine($"and {report.ErrorCount - Math.Min(report.Errors.Count, MostErrors)} more");
        Console.Out.WriteLine($"{report.Total} records, {report.ErrorCount} errors. {string.Format(System.Globalization.CultureInfo.InvariantCulture, summary, report.Users, report.Credentials, report.Skipped)}");
        if (report.BackupEligibilityUnknown > 0)
            Console.Out.WriteLine($"Of {report.BackupEligibilityUnknown} credentials the file does not say whether they can be synced; their first sign-in does.");
    }
}
