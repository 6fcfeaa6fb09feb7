using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Audit.Sealing;
using Passkeys.IdentityServer.Audit.Verification;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Auditing;

/// <summary>Every chain has the numbers 1, 2, 3 and so on, whoever seals and however many at once.</summary>
public sealed class ChainsGrow(AuditHosts hosts) : IClassFixture<AuditHosts>
{
    public static TheoryData<string> Databases => [.. AuditHosts.Databases];

    [Theory, MemberData(nameof(Databases))]
    public async Task Under_parallel_sign_ins_that_are_sealed_meanwhile(string database)
    {
        var host = await hosts.OnAsync(database);
        var (one, other) = (await host.NewPoolAsync(), await host.NewPoolAsync());

        await Task.WhenAll(
            Task.WhenAll(Enumerable.Range(0, 8).Select(number => SignUpAndInAsync(number % 2 == 0 ? one : other))),
            host.SealAsync(one),
            host.SealAsync(other));
        await host.SealAsync(one);
        await host.SealAsync(other);

        foreach (var site in new[] { one, other })
        {
            (await SequencesAsync(host, site)).ShouldBe(Enumerable.Range(1, 8).Select(number => (long?)number));
            (await host.VerifyAsync(site)).ShouldSatisfyAllConditions(
                report => report.Problem.ShouldBeNull(),
                report => report.Sealed.ShouldBe(8),
                report => report.Waiting.ShouldBe(0),
                report => report.LastSequence.ShouldBe(8));
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Sealed_by_several_nodes_at_once(string database)
    {
        var host = await hosts.OnAsync(database);
        var sites = new[] { await host.NewPoolAsync(), await host.NewPoolAsync(), await host.NewPoolAsync() };
        foreach (var site in sites)
            await host.AddEntriesAsync(site, 700);

        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SealAsNodeAsync(host, sites))));

        nodes.Sum().ShouldBe(2100);
        foreach (var site in sites)
        {
            (await SequencesAsync(host, site)).ShouldBe(Enumerable.Range(1, 700).Select(number => (long?)number));
            (await host.VerifyAsync(site)).Problem.ShouldBeNull();
        }
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task More_entries_than_a_batch_are_verified_and_counted(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync();
        await host.AddEntriesAsync(site, 2300);
        await host.SealAsync(site);
        var seen = new Seen();

        await using var scope = host.Services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<IAuditVerification>().VerifyAsync(new PoolId(site.Pool), seen, TestContext.Current.CancellationToken);

        (report.IsIntact, report.Chains.Single().Sealed).ShouldBe((true, 2300));
        seen.Last.ShouldBe(new AuditProgress(new PoolId(site.Pool), 2300, 2300));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_entry_that_commits_late_is_sealed_after_those_that_were_there_before(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync();
        await host.AddEntriesAsync(site, 2);
        await host.SealAsync(site);

        // Its clock is behind, too: its id sorts before those that are sealed.
        await host.AddEntriesAsync(site, 1, age: TimeSpan.FromMinutes(5));
        await host.SealAsync(site);

        (await host.OfAuditAsync(site, entries => entries.OrderBy(entry => entry.At).Select(entry => entry.Sequence).ToListAsync())).ShouldBe([3, 1, 2]);
        (await host.VerifyAsync(site)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task What_belongs_to_no_pool_has_a_chain_of_its_own()
    {
        var host = await hosts.OnAsync("Sqlite");
        var before = await host.VerifyAsync(site: null);
        await host.AddEntriesAsync(site: null, 3);
        await host.SealAsync(site: null);

        var after = await host.VerifyAsync(site: null);

        (after.Problem, after.Pool, after.Sealed).ShouldBe((null, null, before.Sealed + 3));
    }

    [Fact]
    public async Task Of_an_empty_database_everything_is_unbroken()
    {
        await using var host = await HostFixture.StartAsync(TestDatabase.Sqlite(), new Dictionary<string, string?> { ["Audit:Seals"] = "false" });
        await host.QueryAsync(db => db.Audit.ExecuteDeleteAsync());

        await using var scope = host.Services.CreateAsyncScope();
        var report = await scope.ServiceProvider.GetRequiredService<IAuditVerification>().VerifyAsync(pool: null, progress: null, TestContext.Current.CancellationToken);

        report.IsIntact.ShouldBeTrue();
        report.Chains.ShouldAllBe(chain => chain.Sealed == 0 && chain.Waiting == 0);
    }

    [Fact]
    public async Task A_pool_that_is_made_again_goes_on_with_the_chain_of_its_id()
    {
        var host = await hosts.OnAsync("Sqlite");
        var site = await host.NewPoolAsync();
        await host.AddEntriesAsync(site, 3);
        await host.SealAsync(site);
        await host.QueryAsync(db => db.Pools.Where(pool => pool.Id == new PoolId(site.Pool)).ExecuteDeleteAsync());
        await host.QueryAsync(db =>
        {
            db.Pools.Add(new Pool { Id = new PoolId(site.Pool), Name = site.Pool, RpId = "localhost", CreatedAt = host.Clock.GetUtcNow() });
            return db.SaveChangesAsync();
        });
        await host.AddEntriesAsync(site, 2);
        await host.SealAsync(site);

        (await SequencesAsync(host, site)).ShouldBe([1, 2, 3, 4, 5]);
        (await host.VerifyAsync(site)).Problem.ShouldBeNull();
    }

    private static async Task SignUpAndInAsync(Site site)
    {
        var (phone, _) = await site.NewPersonAsync();
        using (phone)
            await site.SignInAsync(phone);
    }

    // What a node has seen is its own.
    private static async Task<int> SealAsNodeAsync(HostFixture host, IReadOnlyList<Site> sites)
    {
        var (ends, count) = (new AuditEnds(), 0);
        while ((await Task.WhenAll(sites.Select(host.WaitingAsync))).Sum() > 0)
        {
            await using var scope = host.Services.CreateAsyncScope();
            count += (await ActivatorUtilities.CreateInstance<AuditSealer>(scope.ServiceProvider, ends).SealAsync([], CancellationToken.None)).Sealed;
        }
        return count;
    }

    private static Task<List<long?>> SequencesAsync(HostFixture host, Site site) =>
        host.OfAuditAsync(site, entries => entries.OrderBy(entry => entry.Sequence).Select(entry => entry.Sequence).ToListAsync());

    private sealed class Seen : IProgress<AuditProgress>
    {
        public AuditProgress? Last { get; private set; }

        public void Report(AuditProgress value) => Last = value;
    }
}
