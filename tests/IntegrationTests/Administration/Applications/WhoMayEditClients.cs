using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Applications;

/// <summary>Clients are platform administrators' to change; who has one pool sees those that serve it, and nothing of other pools.</summary>
public sealed class WhoMayEditClients(SharedHosts hosts) : IAsyncLifetime
{
    private Site _own = null!;
    private Site _other = null!;
    private string _platform = "";
    private string _app = "";

    private HostFixture Host => hosts.Sqlite;

    public async ValueTask InitializeAsync()
    {
        (_own, _other, _platform) = (await Host.NewPoolAsync(), await Host.NewPoolAsync(), await Host.AdministratorsTokenAsync());
        _app = (await Host.RegisterAsync(ApplicationSteps.WebApp(_own).With("pools", new JsonArray(_own.Pool, _other.Pool)), _platform)).OrThrow()["clientId"];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData(AdministratorRole.Auditor)]
    [InlineData("pool-administrator")]
    [InlineData("pool-auditor")]
    public async Task Nobody_else_changes_one(string role)
    {
        using var person = await Host.NewAdministratorAsync(_own, RoleOf(role));
        (HttpMethod Method, string Path)[] calls =
        [
            (HttpMethod.Post, "clients"), (HttpMethod.Put, $"clients/{_app}"), (HttpMethod.Delete, $"clients/{_app}"),
            (HttpMethod.Post, $"clients/{_app}/secrets"), (HttpMethod.Delete, $"clients/{_app}/secrets/x"),
            (HttpMethod.Put, $"pools/{_own.Pool}/clients/{_app}"), (HttpMethod.Delete, $"pools/{_own.Pool}/clients/{_app}"),
        ];

        foreach (var (method, path) in calls)
            (await Host.AdministerAsync(method, path, ApplicationSteps.WebApp(_own), person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
    }

    [Fact]
    public async Task A_platform_administrator_changes_one()
    {
        using var person = await Host.NewAdministratorAsync(_own, AdministratorRole.Platform);

        (await Host.RegisterAsync(ApplicationSteps.NativeApp(_own), person.Bearer)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_auditor_reads_all_of_them()
    {
        using var person = await Host.NewAdministratorAsync(_own, AdministratorRole.Auditor);

        var found = (await Host.FindClientAsync(_app, person.Bearer)).OrThrow();
        found.Body["secrets"]!.AsArray().Count.ShouldBe(1);
        (await Host.AdministerAsync(HttpMethod.Get, "clients", body: null, person.Bearer)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("pool-administrator")]
    [InlineData("pool-auditor")]
    public async Task Who_has_one_pool_sees_its_clients_without_secrets_and_other_pools(string role)
    {
        using var person = await Host.NewAdministratorAsync(_own, RoleOf(role));

        var list = (await Host.AdministerAsync(HttpMethod.Get, $"pools/{_own.Pool}/clients?limit=200", body: null, person.Bearer)).OrThrow();

        var app = list.Body["items"]!.AsArray().Single(client => (string)client!["clientId"]! == _app)!.AsObject();
        app.ContainsKey("secrets").ShouldBeFalse();
        app["pools"]!.AsArray().Select(pool => (string)pool!).ShouldBe([_own.Pool]);
        list.Text.ShouldNotContain($"\"{_other.Pool}\"");
        (await Host.AdministerAsync(HttpMethod.Get, $"pools/{_other.Pool}/clients", body: null, person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await Host.AdministerAsync(HttpMethod.Get, "clients", body: null, person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await Host.FindClientAsync(_app, person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
    }

    [Fact]
    public async Task Who_has_one_pool_begins_with_its_clients_and_no_others()
    {
        using var person = await Host.NewAdministratorAsync(_own, RoleOf("pool-administrator"));
        var elsewhere = (await Host.RegisterAsync(ApplicationSteps.NativeApp(_other), _platform)).OrThrow()["clientId"];

        (await QuickStartAsync(_app, _own.Pool, person.Bearer)).ShouldBe(HttpStatusCode.OK);
        (await QuickStartAsync(_app, _other.Pool, person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await QuickStartAsync(_app, "", person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await QuickStartAsync(elsewhere, _own.Pool, person.Bearer)).ShouldBe(HttpStatusCode.NotFound, "not_found");
        (await QuickStartAsync(elsewhere, _own.Pool, _platform)).ShouldName("pool");
    }

    [Fact]
    public async Task A_client_that_administers_its_pools_edits_no_clients()
    {
        var app = ApplicationSteps.BackEndApp(_own).With("scopes", new JsonArray("passkeys.admin"));
        var client = (await Host.RegisterAsync(app, _platform)).OrThrow();
        var bearer = Tokens.Of(await Host.ClientTokenAsync(client["clientId"], client["secret"], "passkeys.admin")).Access;

        (await Host.RegisterAsync(ApplicationSteps.NativeApp(_own), bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await Host.AdministerAsync(HttpMethod.Get, $"pools/{_own.Pool}/clients", body: null, bearer)).ShouldBe(HttpStatusCode.OK);
    }

    private Task<Answer> QuickStartAsync(string client, string pool, string bearer) =>
        Host.AdministerAsync(HttpMethod.Get, $"clients/{client}/quick-start?pool={pool}", body: null, bearer);

    private string RoleOf(string role) => role switch
    {
        "pool-administrator" => AdministratorRole.PoolAdministrator(new PoolId(_own.Pool)),
        "pool-auditor" => AdministratorRole.PoolAuditor(new PoolId(_own.Pool)),
        _ => role,
    };
}
