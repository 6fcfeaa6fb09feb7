using System.Net;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Insight;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Administration;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Insight;

/// <summary>GET /admin/api/pools/{pool}/insight.</summary>
public sealed class WhatTheApiShows(OwnHost hosts) : IClassFixture<OwnHost>
{
    private HostFixture Host => hosts.Host;

    private DateOnly Today => DateOnly.FromDateTime(Host.Clock.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task What_has_just_happened_is_there()
    {
        var site = await Host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        await site.SignInAsync(phone);
        await site.ReportAsync("registration", "other", "UnknownError");
        phone.Dispose();

        var insight = await Host.InsightAsync(site, "?days=7");

        insight["days"]!.AsArray().Count.ShouldBe(7);
        ((string)insight["to"]!).ShouldBe(Today.ToString("yyyy-MM-dd", null));
        var today = insight["days"]!.AsArray()[^1]!;
        ((int)today["signIns"]!["passkey-discoverable"]!).ShouldBe(1);
        ((int)today["registrations"]!).ShouldBe(1);
        ((int)insight["totals"]!["signUps"]!).ShouldBe(1);
        insight["enrolment"]!.AsArray().Select(step => $"{step!["step"]} {step["count"]}").ShouldBe(["started 1", "begun 1", "answered 1", "finished 1"]);
        insight["browserFailures"]!.ToJsonString().ShouldBe("""[{"ceremony":"registration","outcome":"other","code":"UnknownError","count":1}]""");
        insight["share"]!.ToJsonString().ShouldBe("""{"people":1,"peopleWithPasskeys":1,"signIns":1,"signInsWithPasskeys":1}""");
        insight["signIns"]!.AsArray().Select(way => (string)way!["method"]!).ShouldBe(["passkey-named", "passkey-discoverable", "passkey-autofill", "password-passkey", "password", "host"]);
        insight["relyingParties"]!.ToJsonString().ShouldBe("""[{"rpId":"localhost","current":true,"accepted":true,"passkeys":1,"people":1,"usedLately":1}]""");
    }

    [Fact]
    public async Task The_days_before_are_left_out_and_those_of_a_former_pool_of_the_same_id_too()
    {
        var site = await Host.NewPoolAsync();
        await AddAsync(site, 0, 1);
        await AddAsync(site, 6, 10);
        await AddAsync(site, 7, 100);
        ((int)(await Host.InsightAsync(site, "?days=7"))["totals"]!["signIns"]!).ShouldBe(11);

        var created = Host.Clock.GetUtcNow().AddDays(-2);
        await Host.QueryAsync(db => db.Pools.Where(pool => pool.Id == new PoolId(site.Pool)).ExecuteUpdateAsync(set => set.SetProperty(pool => pool.CreatedAt, created)));

        ((int)(await Host.InsightAsync(site, "?days=7"))["totals"]!["signIns"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Passkeys_of_a_former_domain_show_how_far_a_pool_has_moved()
    {
        var site = await Host.NewPoolAsync();
        var (phone, _) = await site.NewPersonAsync();
        await site.SignInAsync(phone);
        phone.Dispose();
        var (other, _) = await site.NewPersonAsync();
        other.Dispose();
        var passkeys = (await Host.PasskeysAsync(site)).Select(passkey => passkey.Id).ToList();
        await Host.QueryAsync(db => db.Passkeys.Where(passkey => passkeys.Contains(passkey.Id)).ExecuteUpdateAsync(set => set.SetProperty(passkey => passkey.RpId, "old.localhost")));
        await Host.ChangePoolAsync(site, policy => policy with { FormerRpIds = ["old.localhost"] });

        (await Host.InsightAsync(site))["relyingParties"]!.AsArray()[1]!.ToJsonString()
            .ShouldBe("""{"rpId":"old.localhost","current":false,"accepted":true,"passkeys":2,"people":2,"usedLately":1}""");
    }

    [Fact]
    public async Task Authenticators_are_told_by_name_ten_of_them_and_the_rest()
    {
        var site = await Host.NewPoolAsync();
        foreach (var aaguid in new[] { Guid.Empty, new Guid("11111111-2222-3333-4444-555555555555"), new Guid("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4") })
        {
            var (phone, _) = await site.NewPersonAsync(each => each.Aaguid = aaguid);
            phone.Dispose();
        }

        (await Host.InsightAsync(site))["authenticators"]!.ToJsonString()
            .ShouldBe("""[{"kind":"named","name":"Google Password Manager","passkeys":1},{"kind":"untold","passkeys":1},{"kind":"unknown","passkeys":1}]""");
    }

    [Fact]
    public async Task How_things_stand_is_counted_once_a_minute()
    {
        var site = await Host.NewPoolAsync();
        ((int)(await Host.InsightAsync(site))["share"]!["people"]!).ShouldBe(0);
        var (phone, _) = await site.NewPersonAsync();
        phone.Dispose();
        ((int)(await Host.InsightAsync(site))["share"]!["people"]!).ShouldBe(0);

        Host.Clock.Advance(TimeSpan.FromMinutes(1));

        ((int)(await Host.InsightAsync(site))["share"]!["people"]!).ShouldBe(1);
    }

    [Fact]
    public async Task Another_pool_is_not_in_it()
    {
        var (site, nextDoor) = (await Host.NewPoolAsync(), await Host.NewPoolAsync());
        var (phone, _) = await site.NewPersonAsync();
        phone.Dispose();

        var insight = await Host.InsightAsync(nextDoor);

        insight["totals"]!.AsObject().Sum(total => (int)total.Value!).ShouldBe(0);
        insight["share"]!.AsObject().Sum(share => (int)share.Value!).ShouldBe(0);
        insight["authenticators"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("6")]
    [InlineData("366")]
    [InlineData("-7")]
    [InlineData("a week")]
    [InlineData("")]
    public async Task So_many_days_and_no_other(string days)
    {
        var answer = await Host.AdministerAsync($"demo/insight?days={Uri.EscapeDataString(days)}", null, await Host.AdministratorsTokenAsync());
        answer.ShouldBe(HttpStatusCode.BadRequest, "invalid_request");
        answer["member"].ShouldBe("days");
    }

    [Fact]
    public async Task A_year_can_be_looked_at() => (await Host.InsightAsync(Host.Pool("demo"), "?days=365"))["days"]!.AsArray().Count.ShouldBe(365);

    [Fact]
    public async Task Who_reads_the_pool_reads_this_and_nobody_else()
    {
        var (site, nextDoor, home) = (await Host.NewPoolAsync(), await Host.NewPoolAsync(), Host.Pool("demo"));
        foreach (var role in new[] { AdministratorRole.Auditor, AdministratorRole.PoolAuditor(new PoolId(site.Pool)), AdministratorRole.PoolAdministrator(new PoolId(site.Pool)) })
        {
            using var reader = await Host.NewAdministratorAsync(home, role);
            (await Host.AdministerAsync($"{site.Pool}/insight", null, reader.Bearer)).ShouldBe(HttpStatusCode.OK);
            (await Host.AdministerAsync($"{nextDoor.Pool}/insight", null, reader.Bearer)).Status.ShouldBe(role == AdministratorRole.Auditor ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        }
        using var nobody = await Host.NewAdministratorAsync(home);
        (await Host.AdministerAsync($"{site.Pool}/insight", null, nobody.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await Host.AdministerAsync($"{site.Pool}/insight", null, null)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private Task<int> AddAsync(Site site, int daysAgo, long count) => Host.QueryAsync(db =>
    {
        db.DailyCounts.Add(new DailyCount { Pool = new PoolId(site.Pool), Day = Today.AddDays(-daysAgo), Name = "sign-in", Detail = "host", Count = count });
        return db.SaveChangesAsync();
    });
}
