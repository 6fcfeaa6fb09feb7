using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Pools;

/// <summary>Who may do what with pools: by role, at home and next door.</summary>
public sealed class WhoChangesPools(SharedHosts hosts)
{
    private HostFixture Host => hosts.Sqlite;

    public static TheoryData<string, string> Reserved => new()
    {
        { "rpId", "\"bank.localhost\"" },
        { "formerRpIds", "[\"bank.example\"]" },
        { "relatedOrigins", "[\"https://attacker.example\"]" },
        { "androidApps", "[{\"packageName\":\"com.attacker.app\",\"sha256CertFingerprints\":[\"14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5\"]}]" },
        { "appleApps", "[\"TEAMID1234.com.attacker.app\"]" },
        { "auditRetentionDays", "1" },
    };

    [Fact]
    public async Task A_pools_administrator_changes_their_pool_and_no_other()
    {
        var (own, other) = (await Host.NewPoolAsync(), await Host.NewPoolAsync());
        using var person = await AdministratorOfAsync(own);

        (await Host.ChangeAsync(own.Pool, person.Bearer, pool => pool["name"] = "Ours")).ShouldBe(HttpStatusCode.OK);

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete })
            (await Host.PoolsAsync(method, $"/{other.Pool}", new JsonObject { ["name"] = "Ours", ["rpId"] = "localhost" }, person.Bearer, "*")).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        foreach (var path in new[] { "history", "export", "doctor" })
            (await Host.PoolsAsync(HttpMethod.Get, $"/{other.Pool}/{path}", body: null, person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
    }

    [Theory, MemberData(nameof(Reserved))]
    public async Task What_concerns_everybody_at_a_domain_is_not_for_a_pools_administrator(string member, string json)
    {
        var own = await Host.NewPoolAsync(policy => policy with { Origins = [] });
        using var person = await AdministratorOfAsync(own);

        var refused = await Host.ChangeAsync(own.Pool, person.Bearer, pool => pool[member] = JsonNode.Parse(json));

        refused.ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await Host.ChangeAsync(own.Pool, await Host.AdministratorsTokenAsync(), pool => pool[member] = JsonNode.Parse(json))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_pools_administrator_neither_makes_nor_deletes_pools()
    {
        var own = await Host.NewPoolAsync();
        using var person = await AdministratorOfAsync(own);
        var pool = new JsonObject { ["id"] = PoolCalls.NewId(), ["name"] = "Mine", ["rpId"] = "localhost" };
        var file = new JsonObject { ["format"] = "passkeys-pool", ["version"] = 1, ["pool"] = pool.DeepClone() };

        (await Host.PoolsAsync(HttpMethod.Post, "", pool, person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await Host.PoolsAsync(HttpMethod.Post, "/import", file, person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await Host.PoolsAsync(HttpMethod.Delete, $"/{own.Pool}", body: null, person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await Host.PoolsAsync(HttpMethod.Get, $"/{own.Pool}", body: null, person.Bearer)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_file_of_another_pool_does_not_get_past_a_pools_administrator()
    {
        var (own, other) = (await Host.NewPoolAsync(), await Host.NewPoolAsync());
        using var person = await AdministratorOfAsync(own);
        var file = new JsonObject { ["format"] = "passkeys-pool", ["version"] = 1, ["pool"] = new JsonObject { ["id"] = other.Pool, ["name"] = "Mine", ["rpId"] = "localhost" } };

        (await Host.PoolsAsync(HttpMethod.Post, "/import?replace=true", file, person.Bearer, "*")).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_auditor_reads_and_changes_nothing(bool ofPool)
    {
        var own = await Host.NewPoolAsync();
        using var person = await Host.NewAdministratorAsync(Host.Pool("demo"), ofPool ? AdministratorRole.PoolAuditor(new PoolId(own.Pool)) : AdministratorRole.Auditor);

        (await Host.PoolsAsync(HttpMethod.Get, $"/{own.Pool}/export", body: null, person.Bearer)).ShouldBe(HttpStatusCode.OK);
        (await Host.ChangeAsync(own.Pool, person.Bearer, pool => pool["name"] = "Theirs")).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await Host.PoolsAsync(HttpMethod.Delete, $"/{own.Pool}", body: null, person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
    }

    [Fact]
    public async Task Lists_show_what_is_within_reach()
    {
        var (own, read) = (await Host.NewPoolAsync(), await Host.NewPoolAsync());
        await Host.NewPoolAsync();
        using var person = await Host.NewAdministratorAsync(
            Host.Pool("demo"), AdministratorRole.PoolAdministrator(new PoolId(own.Pool)), AdministratorRole.PoolAuditor(new PoolId(read.Pool)));

        var listed = await Host.PoolsAsync(HttpMethod.Get, "", body: null, person.Bearer);

        Ids(listed).ShouldBe(new[] { own.Pool, read.Pool }.Order(StringComparer.Ordinal));
        Ids(await Host.PoolsAsync(HttpMethod.Get, "?search=demo", body: null, person.Bearer)).ShouldBeEmpty();
    }

    private Task<AdministratorPerson> AdministratorOfAsync(Site pool) => Host.NewAdministratorAsync(Host.Pool("demo"), AdministratorRole.PoolAdministrator(new PoolId(pool.Pool)));

    private static IEnumerable<string> Ids(Answer list) => list.OrThrow().Body["items"]!.AsArray().Select(item => (string)item!["id"]!);
}
