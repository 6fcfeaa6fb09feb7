using System.CommandLine;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Transfer;

namespace HostSample.Commands;

/// <summary>The people of a pool and their public credential data, out of the host.</summary>
internal static class ExportCommand
{
    public static Command Describe(Action<HostCommand> choose)
    {
        var pool = new Option<string>("--pool") { Description = "The pool.", Required = true, HelpName = "ID" };
        var file = PoolCommand.FileOption();
        var command = new Command("export", "Writes the people of a pool and what is public of their passkeys, one person a line. It is personal data; it is audited.") { pool, file };
        command.SetAction(parsed =>
        {
            var (id, path) = (parsed.GetValue(pool)!, parsed.GetValue(file));
            choose((app, ct) => RunAsync(app, id, path, ct));
        });
        return command;
    }

    private static async Task<int> RunAsync(WebApplication app, string id, string? path, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await OnePool.FindAsync(scope.ServiceProvider, id, ct) is not { } pool)
            return ExitCode.Failed;
        var export = scope.ServiceProvider.GetRequiredService<ICredentialExport>();
        await using var output = path is null ? Console.OpenStandardOutput() : Create(path);
        var people = await export.WriteAsync(pool, Administrator.Operator, output, ct);
        await Console.Error.WriteLineAsync($"{people} people of pool '{pool.Id}' are exported.");
        return ExitCode.Done;
    }

    // People's data: for nobody else on the machine.
    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
