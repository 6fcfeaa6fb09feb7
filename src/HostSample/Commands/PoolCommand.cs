using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;

namespace HostSample.Commands;

/// <summary>The rules of a pool out of the host and in again, as one JSON file.</summary>
internal static class PoolCommand
{
    public static Command Describe(Action<HostCommand> choose) => new("pool", "The rules of a pool, out and in, as one JSON file. Nobody of the pool is in it.")
    {
        DescribeExport(choose), DescribeImport(choose),
    };

    /// <summary>What is said of a change that was not made.</summary>
    public static string Describe(PoolOutcome outcome, PoolId? pool) => outcome switch
    {
        PoolOutcome.Taken => $"There is a pool '{pool}' already. Add --replace to put the file in its place.",
        PoolOutcome.NotFound => $"There is no pool '{pool}'.",
        PoolOutcome.Invalid invalid => $"{invalid.Member}: {invalid.Message}",
        PoolOutcome.Stale => "Somebody else changed the pool meanwhile. Try again.",
        PoolOutcome.LastAdministrator => "No platform administrator with a passkey would be left in an enabled pool.",
        _ => "It could not be done.",
    };

    private static Command DescribeExport(Action<HostCommand> choose)
    {
        var pool = new Argument<string>("ID") { Description = "The pool." };
        var file = FileOption();
        var command = new Command("export", "Writes the rules of a pool.") { pool, file };
        command.SetAction(parsed =>
        {
            var (id, path) = (parsed.GetValue(pool)!, parsed.GetValue(file));
            choose((app, ct) => ExportAsync(app, id, path, ct));
        });
        return command;
    }

    private static Command DescribeImport(Action<HostCommand> choose)
    {
        var file = new Argument<string>("FILE") { Description = "The file." };
        var id = new Option<string?>("--id") { Description = "The pool to make or to replace. Default: the one that the file names.", HelpName = "ID" };
        var replace = new Option<bool>("--replace") { Description = "Put it in the place of the pool that is there." };
        var command = new Command("import", "Makes a pool of such a file, or replaces one.") { file, id, replace };
        command.SetAction(parsed =>
        {
            var (path, named, instead) = (parsed.GetValue(file)!, parsed.GetValue(id), parsed.GetValue(replace));
            choose((app, ct) => ImportAsync(app, path, named, instead, ct));
        });
        return command;
    }

    internal static Option<string?> FileOption() => new("--file", "-f") { Description = "Where it goes. Default: standard output.", HelpName = "FILE" };

    private static async Task<int> ExportAsync(WebApplication app, string id, string? path, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await OnePool.FindAsync(scope.ServiceProvider, id, ct) is not { } pool)
            return ExitCode.Failed;
        var json = scope.ServiceProvider.GetRequiredService<IAdministeredPools>().Export(pool);
        if (path is null)
            await Console.Out.WriteLineAsync(json);
        else
            await File.WriteAllTextAsync(path, json, ct);
        return ExitCode.Done;
    }

    private static async Task<int> ImportAsync(WebApplication app, string path, string? named, bool replace, CancellationToken ct)
    {
        var json = await File.ReadAllTextAsync(path, ct);
        if (named is not null && !PoolId.TryParse(named, out _))
            return await FailAsync($"'{named}' is no id of a pool: 2 to {PoolId.MaxLength} of a-z, 0-9 and - are expected.");
        if (Named(json, named) is not var (file, id))
            return await FailAsync($"{path} is no file of a pool: what pool export writes is expected.");
        await using var scope = app.Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<IAdministeredPools>().ImportAsync(Administrator.Operator, file, replace ? id : null, ct);
        if (outcome is not PoolOutcome.Saved)
            return await FailAsync(Describe(outcome, id));
        await Console.Out.WriteLineAsync($"Pool '{id}' is as the file says.");
        return ExitCode.Done;
    }

    // The file under another id is the file with another id.
    private static (string Json, PoolId Id)? Named(string json, string? named)
    {
        try
        {
            if (JsonNode.Parse(json) is not JsonObject file || file["pool"] is not JsonObject content)
                return null;
            if (named is not null)
                content["id"] = named;
            return content["id"] is JsonValue value && value.TryGetValue(out string? id) && PoolId.TryParse(id, out var pool) ? (file.ToJsonString(), pool) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<int> FailAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return ExitCode.Failed;
    }
}
