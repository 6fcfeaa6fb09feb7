using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Audit.Sealing;
using Passkeys.IdentityServer.Audit.Verification;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.Testing.Hosting;

namespace Passkeys.Benchmarks.Audit;

/// <summary>Measures how many audit entries a second one node seals and verifies. Exit codes: 0, 1 when the chain is broken, 2 for arguments that cannot be read.</summary>
internal static class AuditCommand
{
    private const string Usage = "audit sqlite|postgresql [entries, 1000 to 1000000; 100000 when absent]";
    private const int BatchSize = 5000;

    private static readonly PoolId Pool = new("demo");

    public static async Task<int> RunAsync(string[] args)
    {
        var count = 100_000;
        if (args is not (["sqlite" or "postgresql"] or ["sqlite" or "postgresql", _])
            || (args.Length == 2 && (!int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1000 or > 1_000_000)))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        // The host in memory looks for its settings there; only test projects are told where its sources are.
        Environment.SetEnvironmentVariable("ASPNETCORE_TEST_CONTENTROOT_HOSTSAMPLE", AppContext.BaseDirectory);
        await using var host = await HostFixture.StartAsync(
            args[0] == "sqlite" ? TestDatabase.Sqlite() : TestDatabase.PostgreSql(),
            new Dictionary<string, string?> { ["Audit:Seals"] = "false", ["Logging:LogLevel:Default"] = "Error" });
        for (var added = 0; added < count; added += BatchSize)
            await host.QueryAsync(db => AddAsync(db, Math.Min(BatchSize, count - added)));

        var (sealedEntries, sealing) = await TimeAsync(() => host.Services.GetRequiredService<AuditSealing>().SealAsync(CancellationToken.None));
        await using var scope = host.Services.CreateAsyncScope();
        var verification = scope.ServiceProvider.GetRequiredService<IAuditVerification>();
        var (report, verifying) = await TimeAsync(() => verification.VerifyAsync(Pool, progress: null, CancellationToken.None));

        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{args[0]}: {sealedEntries / sealing.TotalSeconds:N0} entries/s sealed, {report.Chains[0].Sealed / verifying.TotalSeconds:N0} entries/s verified, of {count:N0}"));
        return report.IsIntact ? 0 : 1;
    }

    private static async Task<(T Result, TimeSpan Took)> TimeAsync<T>(Func<Task<T>> work)
    {
        var begun = Stopwatch.GetTimestamp();
        var result = await work();
        return (result, Stopwatch.GetElapsedTime(begun));
    }

    private static Task<int> AddAsync(PasskeysDbContext db, int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        db.Audit.AddRange(Enumerable.Range(0, count).Select(number => new AuditEntry
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            Pool = Pool,
            Event = AuditEvent.SignIn,
            Outcome = AuditTrail.Success,
            UserId = OpaqueToken.NewId(),
            ClientId = "native-app",
            PasskeyId = OpaqueToken.NewId(),
            IpAddress = "2001:db8::1",
            Actor = $"person-{number}",
        }));
        return db.SaveChangesAsync();
    }
}
