using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Auditing;

/// <summary>What is older than a pool keeps it goes from the beginning of its chain, which stays unbroken.</summary>
public sealed class RetentionKeepsTheChain(AuditHosts hosts) : IClassFixture<AuditHosts>
{
    private static readonly TimeSpan Old = TimeSpan.FromDays(40);

    public static TheoryData<string> Databases => [.. AuditHosts.Databases];

    [Theory, MemberData(nameof(Databases))]
    public async Task Old_entries_go_young_ones_stay_and_it_is_audited(string database)
    {
        var (host, site) = await StartAsync(database);
        await host.AddEntriesAsync(site, 2500, Old);
        await host.AddEntriesAsync(site, 5);
        await host.SealAsync(site);

        await host.TrimAsync();

        var trimmed = await host.OfAuditAsync(site, entries => entries.SingleAsync(entry => entry.Event == AuditEvent.AuditTrimmed));
        (trimmed.Reason, trimmed.Actor, trimmed.Outcome).ShouldBe(("2500", "host", AuditTrail.Success));
        (await host.OfAuditAsync(site, entries => entries.CountAsync())).ShouldBe(6);
        await host.SealAsync(site);
        var report = await host.VerifyAsync(site);
        (report.Problem, report.Sealed, report.Removed, report.LastSequence).ShouldBe((null, 6, 2500, 2506));
    }

    [Fact]
    public async Task A_second_look_on_the_same_day_removes_nothing()
    {
        var (host, site) = await StartAsync("Sqlite");
        await host.AddEntriesAsync(site, 3, Old);
        await host.SealAsync(site);
        await host.TrimAsync();

        await host.TrimAsync();

        (await host.OfAuditAsync(site, entries => entries.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Exactly_a_batch_is_audited_too()
    {
        var (host, site) = await StartAsync("Sqlite");
        await host.AddEntriesAsync(site, 1000, Old);
        await host.SealAsync(site);

        await host.TrimAsync();

        (await host.OfAuditAsync(site, entries => entries.SingleAsync())).Reason.ShouldBe("1000");
    }

    [Fact]
    public async Task What_is_not_sealed_stays()
    {
        var (host, site) = await StartAsync("Sqlite");
        await host.AddEntriesAsync(site, 3, Old);

        await host.TrimAsync();

        (await host.OfAuditAsync(site, entries => entries.CountAsync())).ShouldBe(3);
    }

    [Fact]
    public async Task A_pool_that_keeps_its_audit_for_ever_loses_nothing()
    {
        var host = await hosts.OnAsync("Sqlite");
        var site = await host.NewPoolAsync();
        await host.AddEntriesAsync(site, 3, TimeSpan.FromDays(4000));
        await host.SealAsync(site);

        await host.TrimAsync();

        (await host.OfAuditAsync(site, entries => entries.CountAsync())).ShouldBe(3);
    }

    // Else it would take what was done to an entry with it.
    [Theory, MemberData(nameof(Databases))]
    public async Task Nothing_is_removed_from_a_broken_entry_on(string database)
    {
        var (host, site) = await StartAsync(database);
        await host.AddEntriesAsync(site, 10, Old);
        await host.SealAsync(site);
        await host.OfAuditAsync(site, entries => entries.Where(entry => entry.Sequence == 4).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Actor, "somebody else")));

        await host.TrimAsync();

        (await host.OfAuditAsync(site, entries => entries.MinAsync(entry => entry.Sequence))).ShouldBe(4);
        (await host.VerifyAsync(site)).Problem!.Sequence.ShouldBe(4);
    }

    [Fact]
    public async Task Nothing_is_removed_of_a_chain_whose_ends_were_changed()
    {
        var (host, site) = await StartAsync("Sqlite");
        await host.AddEntriesAsync(site, 10, Old);
        await host.SealAsync(site);
        await host.OfHeadAsync(site, heads => heads.ExecuteUpdateAsync(set => set.SetProperty(head => head.Sequence, 9)));

        await host.TrimAsync();

        (await host.OfAuditAsync(site, entries => entries.CountAsync())).ShouldBe(10);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task While_entries_are_sealed_and_others_are_removed_the_chain_is_unbroken(string database)
    {
        var (host, site) = await StartAsync(database);
        await host.AddEntriesAsync(site, 1500, Old);
        await host.SealAsync(site);
        await host.AddEntriesAsync(site, 600);

        var removal = host.TrimAsync();
        var sealing = host.SealAsync(site);
        var reports = new[] { await host.VerifyAsync(site), await host.VerifyAsync(site) };
        await Task.WhenAll(removal, sealing);

        reports.ShouldAllBe(report => report.Problem == null);
        await host.TrimAsync();
        await host.SealAsync(site);
        (await host.VerifyAsync(site)).Problem.ShouldBeNull();
    }

    private async Task<(HostFixture Host, Site Site)> StartAsync(string database)
    {
        var host = await hosts.OnAsync(database);
        return (host, await host.NewPoolAsync(policy => policy with { AuditRetentionDays = 30 }));
    }
}
