using System.CommandLine;
using System.Security.Cryptography;
using Passkeys.IdentityServer.Audit.Verification;
using Passkeys.IdentityServer.Pools;

namespace HostSample.Commands;

/// <summary>Checks the chains of the audit.</summary>
internal static class VerifyAuditCommand
{
    public static Command Describe(Action<HostCommand> choose)
    {
        var pool = new Argument<string?>("POOL") { Description = "The pool, which may be gone. Default: all chains.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("verify-audit", "Checks that nothing is missing from the audit and nothing in it was changed. The same as --verify-audit. Exit code 1: something is.") { pool };
        command.SetAction(parsed =>
        {
            var named = parsed.GetValue(pool);
            choose((app, ct) => RunAsync(app, named, ct));
        });
        return command;
    }

    private static async Task<int> RunAsync(WebApplication app, string? named, CancellationToken ct)
    {
        PoolId? pool = null;
        if (named is not null)
        {
            if (!PoolId.TryParse(named, out var id))
            {
                await Console.Error.WriteLineAsync($"'{named}' is no id of a pool.");
                return ExitCode.Failed;
            }
            pool = id;
        }
        await using var scope = app.Services.CreateAsyncScope();
        try
        {
            var report = await scope.ServiceProvider.GetRequiredService<IAuditVerification>().VerifyAsync(pool, progress: null, ct);
            foreach (var chain in report.Chains)
                await WriteAsync(chain);
            return report.IsIntact ? ExitCode.Done : ExitCode.Failed;
        }
        catch (CryptographicException)
        {
            await Console.Error.WriteLineAsync("The key that protects the secret of the seals is gone: nothing can be checked.");
            return ExitCode.Failed;
        }
    }

    private static async Task WriteAsync(AuditChainReport chain)
    {
        var name = chain.Pool?.Value ?? "(no pool)";
        await Console.Out.WriteLineAsync(chain.Problem is { } problem
            ? $"{name}: BROKEN. {problem}"
            : $"{name}: intact, {chain.Sealed} entries, {chain.Waiting} waiting for their seal, {chain.Removed} removed in time, last {chain.LastSequence} {chain.LastHash}".TrimEnd());
    }
}
