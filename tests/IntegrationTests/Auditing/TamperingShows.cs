using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Audit.Sealing;
using Passkeys.IdentityServer.Audit.Verification;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;
using static Passkeys.IdentityServer.Audit.Verification.AuditProblemKind;

namespace Passkeys.IntegrationTests.Auditing;

/// <summary>Ten sealed entries, and somebody with a database client: whatever they do to the entries is found and named.</summary>
public sealed class TamperingShows(AuditHosts hosts) : IClassFixture<AuditHosts>
{
    private const int Count = 10;

    private static readonly Dictionary<string, (Func<HostFixture, Site, Task> Do, AuditProblemKind Kind, long? Sequence)> Deeds = new(StringComparer.Ordinal)
    {
        ["the outcome changed"] = (ChangeAsync(5, set => set.SetProperty(entry => entry.Outcome, "refused")), ChangedEntry, 5),
        ["the event changed"] = (ChangeAsync(1, set => set.SetProperty(entry => entry.Event, "sign-out")), ChangedEntry, 1),
        ["the actor changed"] = (ChangeAsync(10, set => set.SetProperty(entry => entry.Actor, "somebody else")), ChangedEntry, 10),
        ["a reason added"] = (ChangeAsync(3, set => set.SetProperty(entry => entry.Reason, "")), ChangedEntry, 3),
        ["the person removed"] = (ChangeAsync(4, set => set.SetProperty(entry => entry.UserId, (string?)null)), ChangedEntry, 4),
        ["a client added"] = (ChangeAsync(4, set => set.SetProperty(entry => entry.ClientId, "portal")), ChangedEntry, 4),
        ["a passkey added"] = (ChangeAsync(4, set => set.SetProperty(entry => entry.PasskeyId, "key")), ChangedEntry, 4),
        ["the address changed"] = (ChangeAsync(4, set => set.SetProperty(entry => entry.IpAddress, "::2")), ChangedEntry, 4),
        ["the time changed"] = (ChangeAsync(6, set => set.SetProperty(entry => entry.At, entry => new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero))), ChangedEntry, 6),
        ["the hash changed"] = (ChangeAsync(6, set => set.SetProperty(entry => entry.Hash, "AAAA")), ChangedEntry, 6),
        ["the id changed"] = (ChangeAsync(6, set => set.SetProperty(entry => entry.Id, Guid.CreateVersion7())), ChangedEntry, 6),
        ["one in the middle removed"] = (RemoveAsync(5, 5), MissingEntry, 5),
        ["the last ones removed"] = (RemoveAsync(8, 10), MovedEnd, 8),
        ["the first ones removed"] = (RemoveAsync(1, 3), MissingEntry, 1),
        ["all of them removed"] = (RemoveAsync(1, 10), MovedEnd, 1),
        ["two swapped"] = (SwapAsync, ChangedEntry, 3),
        ["one put in at the end"] = (InsertAsync(11), UnknownEntry, 11),
        ["one put in before the beginning"] = (InsertAsync(0), UnknownEntry, 0),
        ["one put in the place of another"] = (ReplaceAsync, ChangedEntry, 7),
        ["the number taken from one in the middle"] = (ChangeAsync(5, set => set.SetProperty(entry => entry.Sequence, (long?)null).SetProperty(entry => entry.Hash, (string?)null)), MissingEntry, 5),
        ["the number taken from the last"] = (ChangeAsync(10, set => set.SetProperty(entry => entry.Sequence, (long?)null)), MovedEnd, 10),
        ["moved to another pool"] = (MoveToAnotherPoolAsync, MissingEntry, 5),
        ["the end moved back"] = (MoveEndAsync, ForgedHead, null),
        ["the beginning moved"] = (MoveBeginningAsync, ForgedHead, null),
        ["the seal of another chain"] = (TakeSealAsync, ForgedHead, null),
        ["the ends removed"] = ((host, site) => host.OfHeadAsync(site, heads => heads.ExecuteDeleteAsync()), MissingHead, null),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var database in AuditHosts.Databases)
            {
                foreach (var deed in Deeds.Keys)
                    cases.Add(database, deed);
            }
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Is_found_and_named(string database, string deed)
    {
        var (host, site) = await SealedAsync(database);

        await Deeds[deed].Do(host, site);

        var problem = (await host.VerifyAsync(site)).Problem.ShouldNotBeNull();
        (problem.Kind, problem.Sequence).ShouldBe((Deeds[deed].Kind, Deeds[deed].Sequence));
        problem.ToString().ShouldEndWith(".");
    }

    // Going on must not cover it up.
    [Theory, MemberData(nameof(Cases))]
    public async Task Is_still_found_after_new_entries_were_sealed(string database, string deed)
    {
        var (host, site) = await SealedAsync(database);
        await Deeds[deed].Do(host, site);
        await host.AddEntriesAsync(site, 3);

        await host.Services.GetRequiredService<AuditSealing>().SealAsync(TestContext.Current.CancellationToken);

        (await host.VerifyAsync(site)).Problem.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_old_end_that_is_put_back_is_noticed_by_whoever_has_seen_a_later_one()
    {
        var (host, site) = await SealedAsync("Sqlite");
        var old = await host.QueryAsync(db => db.AuditHeads.AsNoTracking().SingleAsync(head => head.Chain == site.Pool));
        await host.AddEntriesAsync(site, 5);
        await host.SealAsync(site);

        await RemoveAsync(11, 15)(host, site);
        await host.OfHeadAsync(site, heads => heads.ExecuteUpdateAsync(set => set.SetProperty(head => head.Sequence, old.Sequence).SetProperty(head => head.Hash, old.Hash).SetProperty(head => head.Seal, old.Seal)));

        (await host.VerifyAsync(site)).Problem!.Kind.ShouldBe(MovedEnd);
        await host.AddEntriesAsync(site, 1);
        await host.Services.GetRequiredService<AuditSealing>().SealAsync(TestContext.Current.CancellationToken);
        (await host.WaitingAsync(site)).ShouldBe(1);
    }

    [Fact]
    public async Task A_chain_that_is_broken_at_its_end_is_not_sealed_on_and_keeps_no_other_waiting()
    {
        var (host, site) = await SealedAsync("Sqlite");
        var other = await host.NewPoolAsync();
        await MoveEndAsync(host, site);
        await host.AddEntriesAsync(site, AuditSealer.BatchSize + 1);
        await host.AddEntriesAsync(other, 1);

        await host.Services.GetRequiredService<AuditSealing>().SealAsync(TestContext.Current.CancellationToken);

        (await host.WaitingAsync(site), await host.WaitingAsync(other)).ShouldBe((AuditSealer.BatchSize + 1, 0));
    }

    [Fact]
    public async Task Two_of_one_number_are_found_where_the_database_lets_them_in()
    {
        var host = await hosts.OnAsync("PostgreSql");
        await host.AddEntriesAsync(site: null, 4);
        await host.SealAsync(site: null);
        var number = (await host.VerifyAsync(site: null)).LastSequence - 1;

        // NULL is not equal to NULL in a unique index, and what belongs to no pool has NULL.
        await InsertAsync(null, number)(host);

        var problem = (await host.VerifyAsync(site: null)).Problem.ShouldNotBeNull();
        problem.Sequence.ShouldBe(number);
        problem.Kind.ShouldBeOneOf(DuplicateEntry, ChangedEntry);
        await host.QueryAsync(db => db.Audit.Where(entry => entry.Pool == null && entry.Actor == "forged").ExecuteDeleteAsync());
    }

    [Fact]
    public async Task An_entry_that_waits_too_long_is_named()
    {
        var (host, site) = await SealedAsync("Sqlite");
        var forgotten = (await host.AddEntriesAsync(site, 1, age: TimeSpan.FromMinutes(11))).Single();

        var report = await host.VerifyAsync(site);

        (report.Sealed, report.Waiting).ShouldBe((Count, 1));
        (report.Problem!.Kind, report.Problem.Entry).ShouldBe((Unsealed, forgotten.Id));
    }

    [Fact]
    public async Task An_entry_that_waits_for_a_moment_is_no_problem()
    {
        var (host, site) = await SealedAsync("Sqlite");
        await host.AddEntriesAsync(site, 1, age: TimeSpan.FromMinutes(9));

        var report = await host.VerifyAsync(site);

        (report.Sealed, report.Waiting, report.Problem).ShouldBe((Count, 1, null));
    }

    private async Task<(HostFixture Host, Site Site)> SealedAsync(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync();
        await host.AddEntriesAsync(site, Count);
        await host.SealAsync(site);
        (await host.VerifyAsync(site)).Problem.ShouldBeNull();
        return (host, site);
    }

    private static Func<HostFixture, Site, Task> ChangeAsync(long number, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<IdentityServer.Audit.AuditEntry>> change) =>
        (host, site) => host.OfAuditAsync(site, entries => entries.Where(entry => entry.Sequence == number).ExecuteUpdateAsync(change));

    private static Func<HostFixture, Site, Task> RemoveAsync(long from, long to) =>
        (host, site) => host.OfAuditAsync(site, entries => entries.Where(entry => entry.Sequence >= from && entry.Sequence <= to).ExecuteDeleteAsync());

    private static async Task SwapAsync(HostFixture host, Site site)
    {
        await ChangeAsync(3, set => set.SetProperty(entry => entry.Sequence, 1000))(host, site);
        await ChangeAsync(4, set => set.SetProperty(entry => entry.Sequence, 3))(host, site);
        await ChangeAsync(1000, set => set.SetProperty(entry => entry.Sequence, 4))(host, site);
    }

    private static Func<HostFixture, Site, Task> InsertAsync(long number) => (host, site) => InsertAsync(site, number)(host);

    // By way of an entry that is added and then numbered: the context itself does not let a number in.
    private static Func<HostFixture, Task> InsertAsync(Site? site, long number) => host => host.QueryAsync(async db =>
    {
        var at = host.Clock.GetUtcNow();
        var forged = AuditSteps.Entry(site, at);
        db.Audit.Add(forged);
        await db.SaveChangesAsync();
        return await db.Audit.Where(entry => entry.Id == forged.Id).ExecuteUpdateAsync(
            set => set.SetProperty(entry => entry.Sequence, number).SetProperty(entry => entry.Hash, "forged").SetProperty(entry => entry.Actor, "forged"));
    });

    private static async Task ReplaceAsync(HostFixture host, Site site)
    {
        await RemoveAsync(7, 7)(host, site);
        await InsertAsync(7)(host, site);
    }

    private static async Task MoveToAnotherPoolAsync(HostFixture host, Site site)
    {
        var other = new PoolId((await host.NewPoolAsync()).Pool);
        await ChangeAsync(5, set => set.SetProperty(entry => entry.Pool, other))(host, site);
    }

    // The last ones are removed with it, so that only the seal tells.
    private static async Task MoveEndAsync(HostFixture host, Site site)
    {
        await RemoveAsync(9, 10)(host, site);
        var hash = await host.OfAuditAsync(site, entries => entries.Where(entry => entry.Sequence == 8).Select(entry => entry.Hash!).SingleAsync());
        await host.OfHeadAsync(site, heads => heads.ExecuteUpdateAsync(set => set.SetProperty(head => head.Sequence, 8).SetProperty(head => head.Hash, hash)));
    }

    private static async Task MoveBeginningAsync(HostFixture host, Site site)
    {
        var hash = await host.OfAuditAsync(site, entries => entries.Where(entry => entry.Sequence == 3).Select(entry => entry.Hash!).SingleAsync());
        await RemoveAsync(1, 3)(host, site);
        await host.OfHeadAsync(site, heads => heads.ExecuteUpdateAsync(set => set.SetProperty(head => head.RemovedSequence, 3).SetProperty(head => head.RemovedHash, hash)));
    }

    private static async Task TakeSealAsync(HostFixture host, Site site)
    {
        var other = await host.NewPoolAsync();
        await host.AddEntriesAsync(other, 2);
        await host.SealAsync(other);
        var theirs = await host.QueryAsync(db => db.AuditHeads.AsNoTracking().SingleAsync(head => head.Chain == other.Pool));
        await host.OfHeadAsync(site, heads => heads.ExecuteUpdateAsync(set => set.SetProperty(head => head.Sequence, theirs.Sequence).SetProperty(head => head.Hash, theirs.Hash).SetProperty(head => head.Seal, theirs.Seal)));
    }
}
