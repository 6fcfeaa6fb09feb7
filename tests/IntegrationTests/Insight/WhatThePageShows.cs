using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Insight;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Pages;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Insight;

/// <summary>/admin/pools/{pool}/insight, as the server writes it.</summary>
public sealed class WhatThePageShows(SharedHosts hosts) : IAsyncLifetime
{
    private const int MostBytes = 100 * 1024;

    private PageVisitor _visitor = null!;
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;

    private HostFixture Host => hosts.Sqlite;

    public async ValueTask InitializeAsync()
    {
        _visitor = new PageVisitor(Host);
        _site = await Host.NewPoolAsync();
        (_phone, var identifier) = await _site.NewPersonAsync();
        await Host.QueryAsync(async db =>
        {
            var user = await db.Users.SingleAsync(each => each.Pool == new PoolId(_site.Pool) && each.UserName == identifier);
            db.UserClaims.Add(new IdentityUserClaim<string> { UserId = user.Id, ClaimType = AdministratorRole.ClaimType, ClaimValue = AdministratorRole.PoolAuditor(new PoolId(_site.Pool)) });
            return await db.SaveChangesAsync();
        });
        await _visitor.SignInAsync(_site, _phone);
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        _visitor.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_has_just_happened_is_in_it()
    {
        await _site.ReportAsync("registration", "cancelled");

        var page = await OpenAsync("?days=7");

        page.Text.ShouldContain("""<svg class="chart" viewBox="0 0 320 190" role="img" aria-labelledby="chart-sign-ins-title" aria-describedby="chart-sign-ins-desc" """);
        page.Text.ShouldContain("Passkey, picked: 1.");
        page.Text.ShouldContain("Registration: cancelled");
        page.Text.ShouldContain("localhost (current)");
        page.Text.ShouldNotContain(" style=");
    }

    [Fact]
    public async Task A_year_of_everything_is_light()
    {
        var today = DateOnly.FromDateTime(Host.Clock.GetUtcNow().UtcDateTime);
        string[] kinds =
        [
            .. new[] { "passkey-named", "passkey-discoverable", "passkey-autofill", "password-passkey", "password", "other" }.Select(way => "sign-in " + way),
            .. Enum.GetNames<IdentityServer.Ceremonies.RefusalReason>().SelectMany(reason => new[] { "sign-in-refused " + reason, "registration-refused " + reason }),
            .. BrowserReport.Outcomes.SelectMany(outcome => new[] { "browser-registration " + outcome, "browser-authentication " + outcome }),
        ];
        await Host.QueryAsync(db =>
        {
            for (var age = 1; age < 365; age++)
            {
                foreach (var kind in kinds.Where((_, index) => index < 6 || age < 3))
                    db.DailyCounts.Add(new DailyCount { Pool = new PoolId(_site.Pool), Day = today.AddDays(-age), Name = kind.Split(' ')[0], Detail = kind.Split(' ')[1], Count = 1_234_567 });
            }
            return db.SaveChangesAsync();
        });

        foreach (var days in new[] { 7, 30, 90, 365 })
            System.Text.Encoding.UTF8.GetByteCount((await OpenAsync($"?days={days}")).Text).ShouldBeInRange(20_000, MostBytes);
    }

    [Theory]
    [InlineData("?days=8")]
    [InlineData("?days=100000")]
    [InlineData("?days=x")]
    [InlineData("")]
    public async Task What_is_no_range_is_the_usual_one(string query) => (await OpenAsync(query)).Text.ShouldContain("""<a href="?days=30" aria-current="true">""");

    [Fact]
    public async Task The_pool_next_door_is_out_of_reach()
    {
        var nextDoor = await Host.NewPoolAsync();
        (await _visitor.OpenAsync($"/admin/pools/{nextDoor.Pool}/insight")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<Answer> OpenAsync(string query)
    {
        var page = await _visitor.OpenAsync($"/admin/pools/{_site.Pool}/insight{query}");
        page.Status.ShouldBe(HttpStatusCode.OK, string.Join('\n', Host.Log.Lines.Where(line => line.Contains("xception", StringComparison.Ordinal)).TakeLast(3)));
        return page;
    }
}
