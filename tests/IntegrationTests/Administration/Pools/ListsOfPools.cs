using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Lists;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Pools;

/// <summary>Lists, part by part: complete and without repeats.</summary>
public sealed class ListsOfPools(SharedHosts hosts)
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task A_search_finds_by_id_and_by_name_each_once(string database)
    {
        var host = await hosts.OnAsync(database);
        var mark = "x" + Guid.CreateVersion7().ToString("N")[^11..];
        var byId = Enumerable.Range(0, 5).Select(number => ($"{mark}-{number}", $"Pool {number}"));
        var byName = Enumerable.Range(0, 6).Select(number => ($"n-{mark}-{number}", $"{mark.ToUpperInvariant()} {number / 2}"));
        var byBoth = Enumerable.Range(5, 3).Select(number => ($"{mark}-{number}", $"{mark} {number}"));
        (string Id, string Name)[] all = [.. byId, .. byName, .. byBoth];
        await AddAsync(host, [.. all, ($"z-{mark}", "Another")]);

        foreach (var limit in new[] { 1, 2, 3, 5, 14, 200 })
            (await ReadAsync(host, mark, limit)).ShouldBe(all.Select(each => each.Id).Order(StringComparer.Ordinal), ignoreOrder: true, $"by {limit}");
    }

    [Fact]
    public async Task Without_a_search_all_come_by_id()
    {
        var host = hosts.Sqlite;
        var mark = "y" + Guid.CreateVersion7().ToString("N")[^11..];
        await AddAsync(host, [($"{mark}-a", "B"), ($"{mark}-b", "A")]);

        var ids = (await ReadAsync(host, search: null, limit: 7)).ToList();

        ids.ShouldBe(ids.Order(StringComparer.Ordinal));
        ids.ShouldBeUnique();
        ids.ShouldContain($"{mark}-a");
    }

    [Theory]
    [InlineData("\uFFFF")]
    [InlineData("\U0001F600")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("é")]
    public async Task What_follows_the_beginning_of_a_name_is_anything(string next)
    {
        var mark = "w" + Guid.CreateVersion7().ToString("N")[^11..];
        await AddAsync(hosts.Sqlite, [($"s-{mark}", mark + next)]);

        (await ReadAsync(hosts.Sqlite, mark, 10)).ShouldBe([$"s-{mark}"]);
        (await ReadAsync(hosts.Sqlite, mark + next, 10)).ShouldBe([$"s-{mark}"]);
        (await ReadAsync(hosts.Sqlite, mark + "x", 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_is_listed_as_it_is_found()
    {
        var (host, mark) = (hosts.Sqlite, "v" + Guid.CreateVersion7().ToString("N")[^11..]);
        await AddAsync(host, [(mark, "Alone")]);
        var bearer = await host.AdministratorsTokenAsync();

        var listed = (await host.PoolsAsync(HttpMethod.Get, $"?search={mark}", body: null, bearer)).OrThrow().Body["items"]!.AsArray().ShouldHaveSingleItem()!;

        JsonNode.DeepEquals(listed, (await host.PoolsAsync(HttpMethod.Get, $"/{mark}", body: null, bearer)).OrThrow().Body).ShouldBeTrue(listed.ToJsonString());
    }

    [Theory]
    [InlineData("not base64url!")]
    [InlineData("AAAA")]
    public async Task A_cursor_of_somebody_elses_is_refused(string cursor) =>
        (await Should.ThrowAsync<InvalidMemberException>(() => PartAsync(hosts.Sqlite, new ListQuery(Cursor: cursor)))).Member.ShouldBe("cursor");

    private static Task<int> AddAsync(HostFixture host, IEnumerable<(string Id, string Name)> pools) => host.QueryAsync(db =>
    {
        db.Pools.AddRange(pools.Select(each => new Pool { Id = new PoolId(each.Id), Name = each.Name, RpId = "localhost" }));
        return db.SaveChangesAsync();
    });

    private static async Task<IEnumerable<string>> ReadAsync(HostFixture host, string? search, int limit)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var part = await PartAsync(host, new ListQuery(search, cursor, limit));
            part.Items.Count.ShouldBeLessThanOrEqualTo(limit);
            ids.AddRange(part.Items.Select(pool => pool.Id.Value));
            cursor = part.Next;
        }
        while (cursor is not null);
        return ids;
    }

    private static async Task<Listed<Pool>> PartAsync(HostFixture host, ListQuery query)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IAdministeredPools>().ListAsync(Administrator.Operator, query, CancellationToken.None);
    }
}
