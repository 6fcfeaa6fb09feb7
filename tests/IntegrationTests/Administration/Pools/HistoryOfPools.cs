using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Pools;

/// <summary>Who changed what of a pool, and when.</summary>
public sealed class HistoryOfPools(SharedHosts hosts)
{
    private HostFixture Host => hosts.Sqlite;

    [Fact]
    public async Task A_change_is_written_down_with_what_was_before()
    {
        var id = PoolCalls.NewId();
        await Host.MakeAsync(id);
        var bearer = await Host.AdministratorsTokenAsync();
        (await Host.ChangeAsync(id, bearer, pool =>
        {
            pool["name"] = "Renamed";
            pool["registration"]!["captcha"] = true;
            pool["branding"] = new JsonObject { ["logo"] = "data:image/png;base64," + new string('A', 5000) };
        })).OrThrow();

        var items = (await Host.PoolsAsync(HttpMethod.Get, $"/{id}/history", body: null, bearer)).OrThrow().Body["items"]!.AsArray();

        // The host's clock stands still, and what happens at one moment has no order.
        items.Count.ShouldBe(2);
        var item = items.Single(each => each!["changes"]!.AsArray().Any(change => (string)change!["member"]! == "branding.logo"))!;
        ((string)item["actor"]!).ShouldBe("client:admin-cli");
        var changes = item["changes"]!.AsArray().ToDictionary(change => (string)change!["member"]!, change => change!);
        changes.Keys.ShouldBe(["name", "registration.captcha", "branding.logo"], ignoreOrder: true);
        ((string)changes["name"]["before"]!).ShouldBe("Made");
        ((string)changes["name"]["after"]!).ShouldBe("Renamed");
        ((bool)changes["registration.captcha"]["before"]!).ShouldBeFalse();
        ((string)changes["branding.logo"]["after"]!).Length.ShouldBeLessThan(100);
    }

    [Fact]
    public async Task The_audit_names_the_members()
    {
        var id = PoolCalls.NewId();
        await Host.MakeAsync(id);
        await Host.ChangeAsync(id, await Host.AdministratorsTokenAsync(), pool => pool["languages"] = new JsonArray("de"));

        var audit = await Host.AuditAsync(Host.Pool(id));

        audit.Select(entry => entry.Event).ShouldBe(["pool-created", "pool-changed"], ignoreOrder: true);
        var changed = audit.Single(entry => entry.Event == "pool-changed");
        changed.Reason.ShouldBe("languages");
        changed.Actor.ShouldBe("client:admin-cli");
    }

    [Fact]
    public async Task A_change_that_changes_nothing_leaves_no_trace()
    {
        var id = PoolCalls.NewId();
        await Host.MakeAsync(id);

        (await Host.ChangeAsync(id, await Host.AdministratorsTokenAsync(), _ => { })).ShouldBe(HttpStatusCode.OK);

        (await Host.QueryAsync(db => db.PoolChanges.CountAsync(change => change.Pool == new IdentityServer.Pools.PoolId(id)))).ShouldBe(1);
    }

    [Fact]
    public async Task A_change_that_was_refused_leaves_no_trace()
    {
        var id = PoolCalls.NewId();
        await Host.MakeAsync(id);

        await Host.ChangeAsync(id, await Host.AdministratorsTokenAsync(), pool => pool["origins"] = new JsonArray("https://other.example"));

        (await Host.AuditAsync(Host.Pool(id))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_history_comes_part_by_part()
    {
        var id = PoolCalls.NewId();
        await Host.MakeAsync(id);
        var bearer = await Host.AdministratorsTokenAsync();
        for (var number = 0; number < 4; number++)
            (await Host.ChangeAsync(id, bearer, pool => pool["maxPasskeysPerUser"] = 3 + number)).OrThrow();

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var part = (await Host.PoolsAsync(HttpMethod.Get, $"/{id}/history?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}", body: null, bearer)).OrThrow();
            seen.AddRange(part.Body["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)part.Body["next"];
        }
        while (cursor is not null);

        seen.Count.ShouldBe(5);
        seen.ShouldBeUnique();
    }
}
