using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Audit.Retention;
using Passkeys.IdentityServer.Audit.Sealing;
using Passkeys.IdentityServer.Audit.Verification;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Storage;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.Auditing;

/// <summary>One host a database, which seals when a test says so.</summary>
public sealed class AuditHosts : IAsyncDisposable
{
    private readonly Lazy<Task<HostFixture>> _sqlite = new(() => StartAsync(TestDatabase.Sqlite(), TranslatesForSqlServer.In));
    private readonly Lazy<Task<HostFixture>> _postgreSql = new(() => StartAsync(TestDatabase.PostgreSql(), alter: null));

    public static IReadOnlyList<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    public Task<HostFixture> OnAsync(string database) => database == "Sqlite" ? _sqlite.Value : _postgreSql.Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var host in new[] { _sqlite, _postgreSql }.Where(host => host is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
            await (await host.Value).DisposeAsync();
    }

    private static async Task<HostFixture> StartAsync(TestDatabase database, Action<IServiceCollection>? alter)
    {
        var settings = new Dictionary<string, string?>(TestClients.Settings) { ["Audit:Seals"] = "false" };
        var host = new HostFixture(database, settings) { Alter = alter };
        await host.StartAsync();
        return host;
    }
}

/// <summary>What tests do with the audit of a host.</summary>
internal static class AuditSteps
{
    /// <summary>Adds entries to a pool's audit, one a second, the last one now.</summary>
    public static Task<List<AuditEntry>> AddEntriesAsync(this HostFixture host, Site? site, int count, TimeSpan age = default) => host.QueryAsync(async db =>
    {
        var first = host.Clock.GetUtcNow() - age - TimeSpan.FromSeconds(count - 1);
        var entries = Enumerable.Range(0, count).Select(number => Entry(site, first.AddSeconds(number), number)).ToList();
        db.Audit.AddRange(entries);
        await db.SaveChangesAsync();
        return entries;
    });

    public static AuditEntry Entry(Site? site, DateTimeOffset at, int number = 0, string @event = AuditEvent.SignIn) => new()
    {
        Id = Guid.CreateVersion7(at),
        At = at,
        Pool = site is null ? null : new PoolId(site.Pool),
        Event = @event,
        Outcome = AuditTrail.Success,
        UserId = $"person-{number}",
        IpAddress = "::1",
        Actor = $"person-{number}",
    };

    /// <summary>Seals until nothing of the pool waits.</summary>
    public static async Task SealAsync(this HostFixture host, Site? site)
    {
        do
            await host.Services.GetRequiredService<AuditSealing>().SealAsync(CancellationToken.None);
        while (await host.WaitingAsync(site) > 0);
    }

    public static Task<int> WaitingAsync(this HostFixture host, Site? site) => host.OfAuditAsync(site, entries => entries.CountAsync(entry => entry.Sequence == null));

    /// <summary>Asks the rows of a pool's audit, or changes them as somebody with a database client does.</summary>
    public static Task<T> OfAuditAsync<T>(this HostFixture host, Site? site, Func<IQueryable<AuditEntry>, Task<T>> ask) => host.QueryAsync(db =>
    {
        PoolId? pool = site is null ? null : new PoolId(site.Pool);
        return ask(db.Audit.AsNoTracking().Where(entry => entry.Pool == pool));
    });

    public static Task<int> OfHeadAsync(this HostFixture host, Site site, Func<IQueryable<AuditHead>, Task<int>> change) =>
        host.QueryAsync(db => change(db.AuditHeads.Where(head => head.Chain == site.Pool)));

    public static async Task<AuditChainReport> VerifyAsync(this HostFixture host, Site? site)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var verification = scope.ServiceProvider.GetRequiredService<IAuditVerification>();
        return site is null ? await verification.VerifyWithoutPoolAsync(CancellationToken.None) : (await verification.VerifyAsync(new PoolId(site.Pool), progress: null, CancellationToken.None)).Chains.Single();
    }

    public static async Task<long> TrimAsync(this HostFixture host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await AuditRetentionService.TrimAsync(scope.ServiceProvider, CancellationToken.None);
    }
}
