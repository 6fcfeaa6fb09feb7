using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administration;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Insight;
using Passkeys.IdentityServer.Mail;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Transfer;
using Passkeys.IdentityServer.Webhooks;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Pools;

/// <summary>A pool that is deleted is gone, with everything in it and nothing besides.</summary>
public sealed class DeletingPools(SharedHosts hosts)
{
    // What expires by itself and names no pool, what all pools share, and what stays on purpose.
    private static readonly string[] NotOfPools = ["SpentIds", "RateCounters", "Audit", "AuditHeads", "HostSecrets", "DataProtectionKeys", "SigningKeys", "PushedRequests", "RegisteredClients", "LogoutNotifications"];

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task Nothing_is_left_and_nothing_next_door_is_touched(string database)
    {
        await using var host = await HostFixture.StartAsync(database == "Sqlite" ? TestDatabase.Sqlite() : TestDatabase.PostgreSql(), TestClients.Settings);
        var neighbour = await host.NewPoolAsync();
        await FillAsync(host, neighbour);
        await host.AdministratorsTokenAsync();
        var before = await host.CountRowsAsync();
        var pool = await host.NewPoolAsync();
        await FillAsync(host, pool);
        var full = await host.CountRowsAsync();
        full.Where(table => !NotOfPools.Contains(table.Key) && table.Value == before[table.Key] && table.Value > 0).Select(table => table.Key).ShouldBeEmpty();

        (await host.PoolsAsync(HttpMethod.Delete, $"/{pool.Pool}", body: null, await host.AdministratorsTokenAsync())).ShouldBe(HttpStatusCode.NoContent);

        var after = await host.CountRowsAsync();
        foreach (var table in before.Keys.Except(NotOfPools))
            after[table].ShouldBe(before[table], table);
        (await host.AuditAsync(pool)).Select(entry => entry.Event).ShouldContain("pool-deleted");
    }

    [Fact]
    public async Task A_pool_of_Development_stays_away_when_the_host_starts_again()
    {
        await using var host = await HostFixture.StartAsync(TestDatabase.Sqlite(), TestClients.Settings);
        (await host.PoolsAsync(HttpMethod.Delete, "/acme", body: null, await host.AdministratorsTokenAsync())).ShouldBe(HttpStatusCode.NoContent);

        await host.RestartAsync();

        (await host.PoolsAsync(HttpMethod.Get, "/acme", body: null, await host.AdministratorsTokenAsync())).ShouldBe(HttpStatusCode.NotFound, "unknown_pool");
        (await host.PoolsAsync(HttpMethod.Get, "/demo", body: null, await host.AdministratorsTokenAsync())).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Sessions_and_tokens_end_at_once()
    {
        var host = hosts.Sqlite;
        var pool = await host.NewPoolAsync();
        var (phone, _) = await pool.NewPersonAsync();
        var tokens = await pool.SignInAsync(phone, "native-app", "openid offline_access");

        (await host.PoolsAsync(HttpMethod.Delete, $"/{pool.Pool}", body: null, await host.AdministratorsTokenAsync())).ShouldBe(HttpStatusCode.NoContent);

        (await host.Caller.GetAsync("/connect/userinfo", tokens.Access)).ShouldBe(HttpStatusCode.Unauthorized);
        (await host.RefreshAsync(tokens.Refresh!)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task A_pool_under_the_id_again_is_another_one()
    {
        var host = hosts.Sqlite;
        var id = PoolCalls.NewId();
        await host.MakeAsync(id);
        var bearer = await host.AdministratorsTokenAsync();
        using var person = await host.NewAdministratorAsync(host.Pool("demo"), AdministratorRole.PoolAdministrator(new PoolId(id)));
        (await host.PoolsAsync(HttpMethod.Get, $"/{id}", body: null, person.Bearer)).ShouldBe(HttpStatusCode.OK);
        (await host.PoolsAsync(HttpMethod.Delete, $"/{id}", body: null, bearer)).ShouldBe(HttpStatusCode.NoContent);

        var again = await host.MakeAsync(id);

        again.ShouldBe(HttpStatusCode.Created);
        (await host.PoolsAsync(HttpMethod.Get, $"/{id}", body: null, person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await host.PoolsAsync(HttpMethod.Get, $"/{id}/history", body: null, bearer)).Body["items"]!.AsArray().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_last_platform_administrator_keeps_their_pool()
    {
        await using var host = await HostFixture.StartAsync(TestDatabase.Sqlite(), TestClients.Settings);
        var (home, other) = (await host.NewPoolAsync(), await host.NewPoolAsync());
        var bearer = await host.AdministratorsTokenAsync();
        await PromoteAsync(host, home);

        (await host.PoolsAsync(HttpMethod.Delete, $"/{home.Pool}", body: null, bearer)).ShouldBe(HttpStatusCode.Conflict, "last_administrator");
        (await host.ChangeAsync(home.Pool, bearer, pool => pool["enabled"] = false)).ShouldBe(HttpStatusCode.Conflict, "last_administrator");
        (await host.ChangeAsync(home.Pool, bearer, pool =>
        {
            pool["rpId"] = "elsewhere.example";
            pool["origins"] = new JsonArray();
        })).ShouldBe(HttpStatusCode.Conflict, "last_administrator");
        (await host.ChangeAsync(home.Pool, bearer, pool => pool["name"] = "Home")).ShouldBe(HttpStatusCode.OK);

        await PromoteAsync(host, other);

        (await host.PoolsAsync(HttpMethod.Delete, $"/{home.Pool}", body: null, bearer)).ShouldBe(HttpStatusCode.NoContent);
        (await host.PoolsAsync(HttpMethod.Delete, $"/{other.Pool}", body: null, bearer)).ShouldBe(HttpStatusCode.Conflict, "last_administrator");
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task Of_two_pools_with_the_last_two_administrators_one_stays(string database)
    {
        await using var host = await HostFixture.StartAsync(database == "Sqlite" ? TestDatabase.Sqlite() : TestDatabase.PostgreSql(), TestClients.Settings);
        Site[] homes = [await host.NewPoolAsync(), await host.NewPoolAsync()];
        foreach (var home in homes)
            await PromoteAsync(host, home);
        var bearer = await host.AdministratorsTokenAsync();

        await Task.WhenAll(homes.Select(home => host.PoolsAsync(HttpMethod.Delete, $"/{home.Pool}", body: null, bearer)));

        var ids = homes.Select(home => new PoolId(home.Pool)).ToArray();
        (await host.QueryAsync(db => db.Pools.CountAsync(pool => ids.Contains(pool.Id)))).ShouldBeGreaterThan(0);
    }

    private static async Task PromoteAsync(HostFixture host, Site home)
    {
        await home.NewPersonAsync();
        await host.QueryAsync(async db =>
        {
            var user = await db.Users.SingleAsync(each => each.Pool == new PoolId(home.Pool));
            db.UserClaims.Add(new IdentityUserClaim<string> { UserId = user.Id, ClaimType = AdministratorRole.ClaimType, ClaimValue = AdministratorRole.Platform });
            return await db.SaveChangesAsync();
        });
    }

    // One of everything that a pool may have.
    private static async Task FillAsync(HostFixture host, Site site)
    {
        var (phone, _) = await site.NewPersonAsync();
        await site.SignInAsync(phone, "native-app", "openid offline_access");
        var ceremony = await site.BeginSignInAsync(clientId: "native-app");
        (await site.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).OrThrow();
        (await host.ChangeAsync(site.Pool, await host.AdministratorsTokenAsync(), pool => pool["maxPasskeysPerUser"] = 9)).OrThrow();
        await host.QueryAsync(async db =>
        {
            var pool = new PoolId(site.Pool);
            var session = await db.Sessions.FirstAsync(each => each.Pool == pool);
            db.AddRange(RowsOf(pool, session.UserId, session.Id, host.Clock.GetUtcNow()));
            return await db.SaveChangesAsync();
        });
    }

    private static object[] RowsOf(PoolId pool, string userId, string sessionId, DateTimeOffset now)
    {
        var webhook = new WebhookSubscription { Id = Guid.CreateVersion7(), Pool = pool, Url = "http://localhost/hook", ProtectedSecret = "none", CreatedAt = now, Enabled = false };
        return
        [
            new IdentityUserClaim<string> { UserId = userId, ClaimType = "any", ClaimValue = "thing" },
            new IdentityUserLogin<string> { UserId = userId, LoginProvider = "other", ProviderKey = userId },
            new IdentityUserToken<string> { UserId = userId, LoginProvider = "other", Name = "any", Value = "thing" },
            new OneTimeCode { Id = Guid.CreateVersion7().ToString("N"), Pool = pool, Purpose = "recovery", UserId = userId, Hash = "none", ExpiresAt = now.AddDays(1) },
            new Consent { Pool = pool, UserId = userId, ClientId = "any", Scope = "openid", GrantedAt = now },
            new SessionClient { SessionId = sessionId, ClientId = "any", Pool = pool, UserId = userId, Issuer = "http://localhost" },
            new AuthorizationCode
            {
                Hash = Guid.CreateVersion7().ToString("N"), Pool = pool, SessionId = sessionId, UserId = userId, ClientId = "any", RedirectUri = "http://localhost", CodeChallenge = "none", Scope = "openid",
                AuthenticatedAt = now, Amr = "pop", Acr = "phr", ExpiresAt = now.AddMinutes(1),
            },
            webhook,
            new WebhookDelivery { Id = Guid.CreateVersion7(), Pool = pool, SubscriptionId = webhook.Id, Event = "sign-in", Payload = "{}", CreatedAt = now, Status = WebhookStatus.Delivered, ExpiresAt = now.AddDays(1) },
            new EnrolmentRequest { Id = Guid.CreateVersion7(), Pool = pool, UserId = userId, RequestedBy = "any", RequestedAt = now, LinkLifetimeSeconds = 60, ExpiresAt = now.AddDays(1) },
            new DailyCount { Pool = pool, Day = DateOnly.FromDateTime(now.UtcDateTime), Name = "sign-in", Detail = "passkey" },
            NewJob(pool, now),
        ];
    }

    private static ImportJob NewJob(PoolId pool, DateTimeOffset now) => new() { Id = Guid.CreateVersion7(), Pool = pool, Format = "any", FileHash = "none", Actor = "any", StartedAt = now };
}
