using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Transfer;
using Passkeys.IdentityServer.Transfer.Imports;
using Passkeys.IntegrationTests.Administration;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Transfer;

/// <summary>Imports that are interrupted, meet another, or take long.</summary>
public sealed class GoingOn(SharedHosts hosts)
{
    private static readonly ImportRequest Wanted = new() { Format = ImportFormat.Passkeys };

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task What_was_interrupted_between_two_batches_goes_on_with_the_same_file(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync();
        var file = Transferring.Lines(Enumerable.Range(0, 1800).Select(_ => Transferring.Person(Someone.New())));
        using var crash = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(() => host.ImportDirectlyAsync(site, Wanted, file, new After(500, crash.Cancel), crash.Token));
        (await host.UsersAsync(site)).ShouldBe(500);
        var interrupted = await JobAsync(host, site);
        (interrupted.Done, interrupted.Total, interrupted.FinishedAt).ShouldBe((500, 1800, null));

        var from = new List<int>();
        var outcome = await host.ImportDirectlyAsync(site, Wanted, file, new Told(from.Add));

        var report = outcome.ShouldBeOfType<ImportOutcome.Done>().Report;
        (report.Id, report.Users, report.Credentials, report.Skipped).ShouldBe((interrupted.Id, 1800, 1800, 0));
        from[0].ShouldBe(500);
        (await host.UsersAsync(site)).ShouldBe(1800);
        (await JobAsync(host, site)).FinishedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task One_pool_has_one_import_at_a_time()
    {
        var host = hosts.Sqlite;
        var site = await host.NewPoolAsync();
        await using var scope = host.Services.CreateAsyncScope();
        var lease = await scope.ServiceProvider.GetRequiredService<ImportLeases>().TakeAsync(new PoolId(site.Pool), CancellationToken.None);

        var refused = await host.ImportAsync(site, "passkeys", Transferring.Lines(Transferring.Person(Someone.New())));
        var other = await host.ImportAsync(await host.NewPoolAsync(), "passkeys", Transferring.Lines(Transferring.Person(Someone.New())));
        var dry = await host.ImportAsync(site, "passkeys", Transferring.Lines(Transferring.Person(Someone.New())), "&dryRun=true");

        lease.ShouldNotBeNull();
        refused.ShouldBe(HttpStatusCode.Conflict, "import_running");
        other.ShouldBe(HttpStatusCode.Created);
        dry.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_many_that_begin_at_once_one_wins()
    {
        var host = await hosts.OnAsync("PostgreSql");
        var site = await host.NewPoolAsync();
        var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var scope = host.Services.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<ImportLeases>().TakeAsync(new PoolId(site.Pool), CancellationToken.None);
        }));

        won.OfType<ImportLease>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_crashed_frees_the_pool_after_two_minutes_and_goes_on_no_more()
    {
        await using var host = await HostFixture.StartAsync(TestDatabase.Sqlite(), TestClients.Settings);
        var site = await host.NewPoolAsync();
        await using var scope = host.Services.CreateAsyncScope();
        var leases = scope.ServiceProvider.GetRequiredService<ImportLeases>();
        var crashed = await leases.TakeAsync(new PoolId(site.Pool), CancellationToken.None);
        host.Clock.Advance(TimeSpan.FromMinutes(3));

        var answer = await host.ImportAsync(site, "passkeys", Transferring.Lines(Transferring.Person(Someone.New())));

        answer.ShouldBe(HttpStatusCode.Created);
        (await leases.RenewAsync(crashed!, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_pool_is_free_after_an_import_that_failed()
    {
        var host = hosts.Sqlite;
        var site = await host.NewPoolAsync();
        (await host.ImportAsync(site, "passkeys", "nothing")).ShouldBe(HttpStatusCode.UnprocessableEntity);

        (await host.ImportAsync(site, "passkeys", Transferring.Lines(Transferring.Person(Someone.New())))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_import_goes_on_in_the_background_where_that_is_wanted()
    {
        var host = hosts.Sqlite;
        var site = await host.NewPoolAsync();

        var begun = await host.ImportAsync(site, "passkeys", Transferring.Lines(Enumerable.Range(0, 700).Select(_ => Transferring.Person(Someone.New()))), "&background=true");

        begun.ShouldBe(HttpStatusCode.Accepted);
        begun.Headers["Location"].ShouldBe($"/admin/api/pools/{site.Pool}/imports/{begun["id"]}");
        var bearer = await host.AdministratorsTokenAsync();
        await host.Log.ArrivalAsync($"Import {begun["id"]}");
        var state = (await host.AdministerAsync($"{site.Pool}/imports/{begun["id"]}", body: null, bearer)).OrThrow();
        (state["status"], (int)state.Body["users"]!).ShouldBe(("finished", 700));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_and_nothing_of_it_stays()
    {
        var spool = Directory.CreateTempSubdirectory("passkeys-spool-");
        await using var host = await HostFixture.StartAsync(TestDatabase.Sqlite(), new Dictionary<string, string?>(TestClients.Settings)
        {
            ["Transfer:MaxImportBytes"] = "100000",
            ["Transfer:SpoolDirectory"] = spool.FullName,
        });
        var site = await host.NewPoolAsync();

        (await host.ImportAsync(site, "passkeys", Transferring.Lines(Enumerable.Range(0, 400).Select(_ => Transferring.Person(Someone.New()))))).ShouldBe(HttpStatusCode.RequestEntityTooLarge, "payload_too_large");
        (await host.ImportAsync(site, "passkeys", Transferring.Lines(Enumerable.Range(0, 100).Select(_ => Transferring.Person(Someone.New()))))).ShouldBe(HttpStatusCode.Created);

        spool.GetFiles().ShouldBeEmpty();
        spool.Delete();
    }

    [Fact]
    public async Task Imports_are_listed_the_newest_first_part_by_part()
    {
        await using var host = await HostFixture.StartAsync(TestDatabase.Sqlite(), TestClients.Settings);
        var site = await host.NewPoolAsync();
        var ids = new List<string>();
        for (var each = 0; each < 3; each++)
        {
            ids.Insert(0, (await host.ImportAsync(site, "passkeys", Transferring.Lines(Transferring.Person(Someone.New())))).OrThrow()["id"]);
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        var bearer = await host.AdministratorsTokenAsync();

        var first = (await host.AdministerAsync($"{site.Pool}/imports?limit=2", body: null, bearer)).OrThrow();
        var second = (await host.AdministerAsync($"{site.Pool}/imports?limit=2&cursor={first["next"]}", body: null, bearer)).OrThrow();

        IdsOf(first).Concat(IdsOf(second)).ShouldBe(ids);
        second.Body.ContainsKey("next").ShouldBeFalse();
    }

    private static IEnumerable<string> IdsOf(Answer answer) => answer.Body["items"]!.AsArray().Select(item => (string)item!["id"]!);

    private static Task<ImportJob> JobAsync(HostFixture host, Site site) => host.QueryAsync(db => db.ImportJobs.AsNoTracking().SingleAsync(job => job.Pool == new PoolId(site.Pool)));

    private sealed class After(int done, Action then) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Done >= done)
                then();
        }
    }

    private sealed class Told(Action<int> tell) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => tell(value.Done);
    }
}
