using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Passkeys.IdentityServer.Insight;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Insight;

/// <summary>Nodes over one database, on either database.</summary>
public sealed class NodesAddUp(SharedHosts hosts)
{
    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Databases))]
    public async Task What_two_nodes_counted_is_added(string database)
    {
        var host = await hosts.OnAsync(database);
        var (site, ct) = (await host.NewPoolAsync(), TestContext.Current.CancellationToken);
        using var here = new Node(host);
        using var there = new Node(host);
        here.Count(site, 3);
        there.Count(site, 4);

        (await here.Flush.TryFlushAsync(ct)).ShouldBeTrue();
        (await there.Flush.TryFlushAsync(ct)).ShouldBeTrue();
        here.Count(site, 5);
        (await here.Flush.TryFlushAsync(ct)).ShouldBeTrue();

        (await host.StoredCountsAsync(site)).ShouldBe(new Dictionary<string, long> { ["sign-in/host"] = 12 });
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Nothing_is_lost_when_all_write_at_once(string database)
    {
        var host = await hosts.OnAsync(database);
        Site[] sites = [await host.NewPoolAsync(), await host.NewPoolAsync(), await host.NewPoolAsync()];
        var nodes = Enumerable.Range(0, 4).Select(_ => new Node(host)).ToList();
        foreach (var node in nodes)
            node.Count(sites[0], 2).Count(sites[1], 2).Count(sites[2], 7);

        (await Task.WhenAll(nodes.Select(node => Task.Run(() => node.Flush.TryFlushAsync(TestContext.Current.CancellationToken))))).ShouldAllBe(written => written);

        foreach (var (site, count) in sites.Zip([8L, 8L, 28L]))
            (await host.StoredCountsAsync(site))["sign-in/host"].ShouldBe(count);
        nodes.ForEach(node => node.Dispose());
    }

    [Fact]
    public async Task A_kind_that_is_not_known_is_other()
    {
        var (host, site) = (hosts.Sqlite, await hosts.Sqlite.NewPoolAsync());
        using var node = new Node(host);
        node.Tally.Count(new PoolId(site.Pool), "sign-in", "by magic");
        node.Tally.Count(new PoolId(site.Pool), "sign-in-refused", "<script>");
        await node.Flush.TryFlushAsync(TestContext.Current.CancellationToken);

        (await host.StoredCountsAsync(site)).ShouldBe(new Dictionary<string, long> { ["sign-in/other"] = 1, ["sign-in-refused/other"] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public void Of_more_kinds_than_a_node_keeps_the_rest_is_dropped()
    {
        using var node = new Node(hosts.Sqlite);
        for (var pool = 0; pool < Tally.MostKeys + 10; pool++)
            node.Tally.Count(new PoolId($"none-{pool}"), "sign-in", "host");

        node.Tally.Take().Count.ShouldBe(Tally.MostKeys);
    }

    [Fact]
    public async Task What_could_not_be_written_is_kept()
    {
        var (host, site) = (hosts.Sqlite, await hosts.Sqlite.NewPoolAsync());
        using var node = new Node(host);
        node.Count(site, 2);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => node.Flush.TryFlushAsync(cancelled.Token));
        (await node.Flush.TryFlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();

        (await host.StoredCountsAsync(site))["sign-in/host"].ShouldBe(2);
    }

    [Fact]
    public async Task Old_days_are_removed_and_a_year_is_kept()
    {
        var (host, site) = (hosts.Sqlite, await hosts.Sqlite.NewPoolAsync());
        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().UtcDateTime);
        await host.QueryAsync(async db =>
        {
            foreach (var age in new[] { 0, 365, 400, 401, 402, 403 })
                db.DailyCounts.Add(new DailyCount { Pool = new PoolId(site.Pool), Day = today.AddDays(-age), Name = "sign-in", Detail = "host", Count = 1 });
            return await db.SaveChangesAsync();
        });

        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CountWriter>().RemoveBeforeAsync(today.AddDays(-400), batchSize: 2, TestContext.Current.CancellationToken);

        (await host.QueryAsync(db => db.DailyCounts.Where(row => row.Pool == new PoolId(site.Pool)).OrderBy(row => row.Day).Select(row => row.Day).ToListAsync()))
            .ShouldBe([today.AddDays(-400), today.AddDays(-365), today]);
    }

    // What a process has of its own.
    private sealed class Node : IDisposable
    {
        public Node(HostFixture host)
        {
            var metrics = host.Services.GetRequiredService<UsageMetrics>();
            Tally = new Tally(metrics, new CountingSignal(), host.Clock);
            Flush = new CountFlush(Tally, host.Services.GetRequiredService<IServiceScopeFactory>(), NullLogger<CountFlush>.Instance);
        }

        public Tally Tally { get; }

        public CountFlush Flush { get; }

        public Node Count(Site site, int times)
        {
            for (var time = 0; time < times; time++)
                Tally.Count(new PoolId(site.Pool), "sign-in", "host");
            return this;
        }

        public void Dispose() => Flush.Dispose();
    }
}
