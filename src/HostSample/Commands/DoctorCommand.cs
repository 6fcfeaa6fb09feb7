using System.CommandLine;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;

namespace HostSample.Commands;

/// <summary>Looks whether pools can work where they are.</summary>
internal static class DoctorCommand
{
    public static Command Describe(Action<HostCommand> choose)
    {
        var pool = new Argument<string?>("POOL") { Description = "The pool. Default: all that are enabled.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("doctor", "Looks whether pools can work where they are, and says what to mend. It changes nothing. Exit code 1: something is wrong.") { pool };
        command.SetAction(parsed =>
        {
            var named = parsed.GetValue(pool);
            choose((app, ct) => RunAsync(app, named, ct));
        });
        return command;
    }

    private static async Task<int> RunAsync(WebApplication app, string? named, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        if (named is not null)
            return await OnePool.FindAsync(services, named, ct) is { } one ? await ExamineAsync(services, one, ct) : ExitCode.Failed;
        var worst = ExitCode.Done;
        string? cursor = null;
        do
        {
            var part = await services.GetRequiredService<IAdministeredPools>().ListAsync(Administrator.Operator, new ListQuery(Cursor: cursor), ct);
            foreach (var pool in part.Items.Where(each => each.Enabled))
                worst = Math.Max(worst, await ExamineAsync(services, pool, ct));
            cursor = part.Next;
        }
        while (cursor is not null);
        return worst;
    }

    private static async Task<int> ExamineAsync(IServiceProvider services, Pool pool, CancellationToken ct)
    {
        var origin = services.GetRequiredService<IOptions<PasskeysOptions>>().Value.PublicOrigin;
        var findings = await services.GetRequiredService<IPoolDoctor>().ExamineAsync(pool, origin, ct);
        await Console.Out.WriteLineAsync($"{pool.Id} ({pool.Name})");
        foreach (var finding in findings)
            await Console.Out.WriteLineAsync($"  {Word(finding.Level),-6} {finding.Check}: {finding.Subject}: {finding.Message}");
        return findings.Any(finding => finding.Level is FindingLevel.Wrong) ? ExitCode.Failed : ExitCode.Done;
    }

    private static string Word(FindingLevel level) => level switch { FindingLevel.Good => "good", FindingLevel.Advice => "advice", _ => "WRONG" };
}
