using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Administration;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Auditing;

/// <summary><c>GET pools/{pool}/audit</c>, its export, and the state of the chain.</summary>
public sealed class ReadingTheAudit(AuditHosts hosts) : IClassFixture<AuditHosts>, IAsyncLifetime
{
    private static readonly string[] EntryMembers = ["id", "at", "pool", "event", "outcome", "reason", "userId", "clientId", "passkeyId", "ipAddress", "actor"];

    private HostFixture _host = null!;
    private Site _site = null!;
    private string _bearer = "";

    public static TheoryData<string> Databases => [.. AuditHosts.Databases];

    public ValueTask InitializeAsync() => UseAsync("Sqlite");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_entry_has_the_members_of_the_contract()
    {
        var entry = AuditSteps.Entry(_site, _host.Clock.GetUtcNow());
        await AddAsync(new AuditEntry
        {
            Id = entry.Id,
            At = entry.At,
            Pool = entry.Pool,
            Event = "sign-in",
            Outcome = "refused",
            Reason = "CeremonySpent",
            UserId = "ada",
            ClientId = "portal",
            PasskeyId = "key",
            IpAddress = "::1",
            Actor = "ada",
        });

        var item = (await ItemsAsync("")).Single();

        item.Select(member => member.Key).ShouldBe(EntryMembers);
        ((string?)item["pool"], (string?)item["reason"], (string?)item["passkeyId"]).ShouldBe((_site.Pool, "CeremonySpent", "key"));
        ((string?)item["at"])!.ShouldEndWith("Z");
    }

    [Theory]
    [InlineData("userId=ada")]
    [InlineData("clientId=portal")]
    [InlineData("passkeyId=key")]
    [InlineData("user=ada")]
    [InlineData("client=portal")]
    [InlineData("passkey=key")]
    public async Task Entries_are_filtered_by_their_members(string query)
    {
        var entry = AuditSteps.Entry(_site, _host.Clock.GetUtcNow());
        await AddAsync(entry);
        await AddAsync(new AuditEntry { Id = Guid.CreateVersion7(entry.At), At = entry.At, Pool = entry.Pool, Event = "sign-in", Outcome = "success", UserId = "ada", ClientId = "portal", PasskeyId = "key", Actor = "ada" });

        (await ItemsAsync("?" + query)).Select(item => (string?)item["userId"]).ShouldBe(["ada"]);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_newest_come_first_and_the_cursor_leads_to_all_of_them_while_new_ones_come(string database)
    {
        await UseAsync(database);
        var entries = await _host.AddEntriesAsync(_site, 25);

        var found = new List<string>();
        string? cursor = null;
        do
        {
            var part = (await GetAsync($"?limit=7{(cursor is null ? "" : "&cursor=" + cursor)}")).OrThrow();
            found.AddRange(part.Body["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)part.Body["next"];
            await _host.AddEntriesAsync(_site, 1);
        }
        while (cursor is not null);

        found.ShouldBe(entries.AsEnumerable().Reverse().Select(entry => entry.Id.ToString()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_many_of_one_moment_none_is_lost_between_two_parts(string database)
    {
        await UseAsync(database);
        var at = _host.Clock.GetUtcNow();
        await AddAsync([.. Enumerable.Range(0, 11).Select(number => AuditSteps.Entry(_site, at, number))]);

        var first = (await GetAsync("?limit=5")).OrThrow();
        var second = (await GetAsync("?limit=5&cursor=" + first["next"])).OrThrow();
        var third = (await GetAsync("?limit=5&cursor=" + second["next"])).OrThrow();

        new[] { first, second, third }.SelectMany(part => part.Body["items"]!.AsArray()).Select(item => (string)item!["id"]!).Distinct().Count().ShouldBe(11);
        third.Body.ContainsKey("next").ShouldBeFalse();
    }

    [Theory]
    [InlineData("event=sign-in", 1)]
    [InlineData("event=sign-in&event=sign-out", 2)]
    [InlineData("event=sign-in,sign-out", 2)]
    [InlineData("event=nothing-of-the-kind", 0)]
    [InlineData("outcome=refused", 1)]
    [InlineData("user=ada", 2)]
    [InlineData("actor=client:portal", 1)]
    [InlineData("client=portal", 1)]
    [InlineData("passkey=key-1", 1)]
    [InlineData("reason=CeremonySpent", 1)]
    [InlineData("user=ada&outcome=refused", 1)]
    [InlineData("search=key-1", 1)]
    [InlineData("search=192.0.2.1", 1)]
    [InlineData("search=key", 0)]
    public async Task Filters_leave_what_everything_fits(string query, int count)
    {
        var at = _host.Clock.GetUtcNow();
        await AddAsync(
            new AuditEntry { Id = Guid.CreateVersion7(at), At = at, Pool = new PoolId(_site.Pool), Event = "sign-in", Outcome = "refused", Reason = "CeremonySpent", UserId = "ada", Actor = "ada", IpAddress = "192.0.2.1" },
            new AuditEntry { Id = Guid.CreateVersion7(at), At = at, Pool = new PoolId(_site.Pool), Event = "sign-out", Outcome = "success", UserId = "ada", Actor = "ada" },
            new AuditEntry { Id = Guid.CreateVersion7(at), At = at, Pool = new PoolId(_site.Pool), Event = "passkey-added", Outcome = "success", UserId = "bob", ClientId = "portal", PasskeyId = "key-1", Actor = "client:portal" });

        (await ItemsAsync("?" + query)).Count.ShouldBe(count);
        (await ExportAsync("?" + query)).Count.ShouldBe(count);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task From_is_included_and_to_is_not(string database)
    {
        await UseAsync(database);
        var noon = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        await AddAsync(AuditSteps.Entry(_site, noon.AddSeconds(-1)), AuditSteps.Entry(_site, noon), AuditSteps.Entry(_site, noon.AddSeconds(1)));

        (await ItemsAsync("?from=2026-03-01T12:00:00Z")).Count.ShouldBe(2);
        (await ItemsAsync("?to=2026-03-01T12:00:00Z")).Count.ShouldBe(1);
        (await ItemsAsync("?from=2026-03-01T13:00:00%2B01:00&to=2026-03-01T12:00:00.5Z")).Count.ShouldBe(1);
        (await ItemsAsync("?from=2026-03-01T13:00:00+01:00")).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-03-01", "from")]
    [InlineData("from=2026-03-01T12:00:00", "from")]
    [InlineData("to=2026-02-30T12:00:00Z", "to")]
    [InlineData("outcome=perhaps", "outcome")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("cursor=AAAA", "cursor")]
    [InlineData("cursor=__________________________________________8", "cursor")]
    [InlineData("user=a%00b", "user")]
    public async Task What_is_wrong_is_named(string query, string member)
    {
        (await GetAsync("?" + query)).ShouldName(member);
        if (member is not ("limit" or "cursor"))
            (await GetAsync("/export?" + query)).ShouldName(member);
    }

    [Fact]
    public async Task A_person_is_found_by_identifier()
    {
        var (phone, identifier) = await _site.NewPersonAsync();
        phone.Dispose();
        await _host.AddEntriesAsync(_site, 3);

        (await ItemsAsync("?search=" + identifier.ToUpperInvariant())).ShouldHaveSingleItem()["event"]!.ToString().ShouldBe("sign-up");
    }

    [Fact]
    public async Task Of_a_pool_that_is_gone_the_next_of_its_name_shows_nothing()
    {
        await _host.AddEntriesAsync(_site, 3, age: TimeSpan.FromHours(1));
        var since = _host.Clock.GetUtcNow() - TimeSpan.FromMinutes(1);
        await _host.QueryAsync(db => db.Pools.Where(pool => pool.Id == new PoolId(_site.Pool)).ExecuteUpdateAsync(set => set.SetProperty(pool => pool.CreatedAt, since)));

        (await ItemsAsync("")).ShouldBeEmpty();
        (await ItemsAsync("?from=2000-01-01T00:00:00Z")).ShouldBeEmpty();
        (await ExportAsync("")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_pools_entries_are_never_there()
    {
        var other = await _host.NewPoolAsync();
        await _host.AddEntriesAsync(other, 3);
        await _host.AddEntriesAsync(_site, 3);
        var cursor = (await _host.AdministerAsync($"{other.Pool}/audit?limit=1", body: null, _bearer)).OrThrow()["next"];

        (await ItemsAsync("")).ShouldAllBe(item => (string?)item["pool"] == _site.Pool);
        (await ItemsAsync("?cursor=" + cursor)).ShouldAllBe(item => (string?)item["pool"] == _site.Pool);
        (await ExportAsync("?user=person-0")).ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_export_has_the_lines_of_the_list_and_their_seals(string database)
    {
        await UseAsync(database);
        await _host.AddEntriesAsync(_site, 405, age: TimeSpan.FromMinutes(1));
        await _host.SealAsync(_site);
        await _host.AddEntriesAsync(_site, 1);

        var answer = (await GetAsync("/export")).OrThrow();

        answer.Headers["Content-Type"].ShouldBe("application/x-ndjson");
        answer.Headers["Content-Disposition"].ShouldBe($"attachment; filename=audit-{_site.Pool}.jsonl; filename*=UTF-8''audit-{_site.Pool}.jsonl");
        var lines = Lines(answer);
        var listed = new List<JsonObject>();
        for (Answer? part = null; part is null || part.Body.ContainsKey("next");)
        {
            part = (await GetAsync($"?limit=200{(part is null ? "" : "&cursor=" + part["next"])}")).OrThrow();
            listed.AddRange(part.Body["items"]!.AsArray().Select(item => item!.AsObject()));
        }
        lines.Select(Unsealed).ShouldBe(listed.Select(item => item.ToJsonString()));
        lines[0].ContainsKey("sequence").ShouldBeFalse();
        lines.Skip(1).Select(line => (long)line["sequence"]!).ShouldBe(Enumerable.Range(1, 405).Reverse().Select(number => (long)number));
        lines.Skip(1).ShouldAllBe(line => ((string)line["hash"]!).Length == 43);
    }

    [Fact]
    public async Task The_state_of_a_chain_is_told()
    {
        await _host.AddEntriesAsync(_site, 5);
        await _host.SealAsync(_site);
        await _host.AddEntriesAsync(_site, 2);

        var answer = (await GetAsync("/verification")).OrThrow();

        ((bool)answer.Body["intact"]!, (long)answer.Body["sealed"]!, (long)answer.Body["waiting"]!, (long)answer.Body["lastSequence"]!).ShouldBe((true, 5, 2, 5));
        answer["lastHash"].Length.ShouldBe(43);
        answer.Body.ContainsKey("problem").ShouldBeFalse();
    }

    [Fact]
    public async Task A_broken_chain_is_told_with_where_it_breaks()
    {
        await _host.AddEntriesAsync(_site, 5);
        await _host.SealAsync(_site);
        await _host.OfAuditAsync(_site, entries => entries.Where(entry => entry.Sequence == 2).ExecuteDeleteAsync());

        var answer = (await GetAsync("/verification")).OrThrow();

        ((bool)answer.Body["intact"]!).ShouldBeFalse();
        ((string?)answer.Body["problem"]!["kind"], (long)answer.Body["problem"]!["sequence"]!).ShouldBe(("missing_entry", 2));
        var all = (await _host.AdministerAsync(HttpMethod.Get, "audit/verification", body: null, _bearer)).OrThrow();
        ((bool)all.Body["intact"]!).ShouldBeFalse();
        all.Body["broken"]!.AsArray().ShouldContain(chain => (string?)chain!["pool"] == _site.Pool);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/export")]
    [InlineData("/verification")]
    public async Task Who_may_read_a_pool_reads_its_audit_and_no_other(string path)
    {
        var other = await _host.NewPoolAsync();
        foreach (var role in new[] { $"auditor:{_site.Pool}", $"pool-administrator:{_site.Pool}" })
        {
            using var person = await _host.NewAdministratorAsync(_site, role);
            (await _host.AdministerAsync($"{_site.Pool}/audit{path}", body: null, person.Bearer)).ShouldBe(HttpStatusCode.OK);
            (await _host.AdministerAsync($"{other.Pool}/audit{path}", body: null, person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
            (await _host.AdministerAsync(HttpMethod.Get, "audit" + path, body: null, person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        }
        using var nobody = await _host.NewAdministratorAsync(_site);
        (await _host.AdministerAsync($"{_site.Pool}/audit{path}", body: null, nobody.Bearer)).ShouldBe(HttpStatusCode.Forbidden);
        (await _host.AdministerAsync($"{_site.Pool}/audit{path}", body: null, bearer: null)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_may_read_everything_reads_all_pools_and_what_belongs_to_none(string database)
    {
        await UseAsync(database);
        await _host.AddEntriesAsync(_site, 3);
        var strays = await _host.AddEntriesAsync(site: null, 2);
        using var auditor = await _host.NewAdministratorAsync(_site, AdministratorRole.Auditor);
        var newest = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var all = (await _host.AdministerAsync(HttpMethod.Get, "audit?limit=200", body: null, auditor.Bearer)).OrThrow().Body["items"]!.AsArray();
        var none = (await _host.AdministerAsync(HttpMethod.Get, "audit?pool=none&limit=2", body: null, auditor.Bearer)).OrThrow().Body["items"]!.AsArray();

        all.Select(item => (string?)item!["pool"]).ShouldBeSubsetOf(all.Select(item => (string?)item!["pool"]));
        all.Select(item => (string)item!["id"]!).ShouldContain(strays[0].Id.ToString());
        all.Any(item => (string?)item!["pool"] == _site.Pool).ShouldBeTrue();
        all.Select(item => DateTimeOffset.Parse((string)item!["at"]!, System.Globalization.CultureInfo.InvariantCulture)).ShouldBeInOrder(SortDirection.Descending);
        none.Select(item => (string)item!["id"]!).ShouldBe([strays[1].Id.ToString(), strays[0].Id.ToString()]);
        none.ShouldAllBe(item => item!["pool"] == null);
        (await _host.AdministerAsync(HttpMethod.Get, "audit?pool=demo", body: null, auditor.Bearer)).ShouldName("pool");
        Lines((await _host.AdministerAsync(HttpMethod.Get, $"audit/export?from={newest:s}Z", body: null, auditor.Bearer)).OrThrow()).Count.ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public async Task All_entries_are_paged_and_bounded_by_time()
    {
        var before = _host.Clock.GetUtcNow();
        await _host.AddEntriesAsync(_site, 5);
        var first = (await _host.AdministerAsync(HttpMethod.Get, "audit?limit=2", body: null, _bearer)).OrThrow();
        var second = (await _host.AdministerAsync(HttpMethod.Get, "audit?limit=2&cursor=" + first["next"], body: null, _bearer)).OrThrow();

        first.Body["items"]!.AsArray().Concat(second.Body["items"]!.AsArray()).Select(item => (string)item!["id"]!).Distinct().Count().ShouldBe(4);
        (await _host.AdministerAsync(HttpMethod.Get, $"audit?from={before.AddDays(1).UtcDateTime:s}Z", body: null, _bearer)).OrThrow().Body["items"]!.AsArray().ShouldBeEmpty();
        (await _host.AdministerAsync(HttpMethod.Get, "audit?to=2001-01-01T00:00:00Z", body: null, _bearer)).OrThrow().Body["items"]!.AsArray().ShouldBeEmpty();
    }

    private static string Unsealed(JsonObject line)
    {
        var copy = line.DeepClone().AsObject();
        copy.Remove("sequence");
        copy.Remove("hash");
        return copy.ToJsonString();
    }

    private async ValueTask UseAsync(string database)
    {
        _host = await hosts.OnAsync(database);
        _site = await _host.NewPoolAsync();
        _bearer = await _host.AdministratorsTokenAsync();
    }

    private Task<int> AddAsync(params AuditEntry[] entries) => _host.QueryAsync(db =>
    {
        db.Audit.AddRange(entries);
        return db.SaveChangesAsync();
    });

    private Task<Answer> GetAsync(string rest) => _host.AdministerAsync($"{_site.Pool}/audit{rest}", body: null, _bearer);

    private async Task<List<JsonObject>> ItemsAsync(string query) => [.. (await GetAsync(query)).OrThrow().Body["items"]!.AsArray().Select(item => item!.AsObject())];

    private async Task<List<JsonObject>> ExportAsync(string query) => Lines((await GetAsync("/export" + query)).OrThrow());

    private static List<JsonObject> Lines(Answer answer) =>
        [.. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonObject>(line)!)];
}
