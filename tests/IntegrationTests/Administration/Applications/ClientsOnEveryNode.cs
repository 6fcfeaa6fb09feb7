using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Embedded.Clients;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.RoundTrips;
using Passkeys.IdentityServer.Storage;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Applications;

/// <summary>Two hosts over one database: the second reads the clients when a test says so, or when it meets an id that it does not know.</summary>
public sealed class ClientsOnEveryNode
{
    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Databases))]
    public async Task A_client_that_was_registered_at_one_works_at_the_other_at_once(string database)
    {
        await using var nodes = await Nodes.StartAsync(database);

        var app = await nodes.RegisterAsync();

        (await nodes.Other.ClientTokenAsync(app["clientId"], app["secret"], "passkeys.backend")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_change_reaches_the_other_with_its_next_look(string database)
    {
        await using var nodes = await Nodes.StartAsync(database);
        var app = await nodes.RegisterAsync();
        (await nodes.Other.ClientTokenAsync(app["clientId"], app["secret"], "passkeys.backend")).ShouldBe(HttpStatusCode.OK);
        var added = (await nodes.One.AdministerAsync(HttpMethod.Post, $"clients/{app["clientId"]}/secrets", body: null, nodes.Bearer)).OrThrow();
        (await nodes.One.AdministerAsync(HttpMethod.Delete, $"clients/{app["clientId"]}/secrets/{app.Body["secrets"]![0]!["id"]}", body: null, nodes.Bearer)).OrThrow();

        await nodes.LookAsync();

        (await nodes.Other.ClientTokenAsync(app["clientId"], app["secret"], "passkeys.backend")).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
        (await nodes.Other.ClientTokenAsync(app["clientId"], added["secret"], "passkeys.backend")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_client_that_was_removed_at_one_is_gone_from_the_other_with_its_next_look(string database)
    {
        await using var nodes = await Nodes.StartAsync(database);
        var app = await nodes.RegisterAsync();
        var token = Tokens.Of(await nodes.Other.ClientTokenAsync(app["clientId"], app["secret"], "passkeys.backend")).Access;
        (await nodes.One.ChangeClientAsync(HttpMethod.Delete, app["clientId"], client: null, nodes.Bearer)).OrThrow();

        await nodes.LookAsync();

        (await nodes.Other.ClientTokenAsync(app["clientId"], app["secret"], "passkeys.backend")).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
        (await nodes.Other.Pool("demo").PostAsync("operations", new JsonObject { ["type"] = "authenticate" }, token)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Fact]
    public async Task Ids_that_nobody_has_ask_the_database_once_a_second_at_most()
    {
        await using var nodes = await Nodes.StartAsync("Sqlite");
        await nodes.Other.ClientTokenAsync("nobody", "x", "passkeys.backend");

        var trips = await nodes.Trips.OfAsync(async () =>
        {
            for (var number = 0; number < 20; number++)
                await nodes.Other.ClientTokenAsync($"nobody-{number}", "x", "passkeys.backend");
        });

        trips.Commands.ShouldBe(0);
        nodes.Other.Clock.Advance(TimeSpan.FromSeconds(1));
        (await nodes.Trips.OfAsync(() => nodes.Other.ClientTokenAsync("nobody", "x", "passkeys.backend"))).Commands.ShouldBe(1);
    }

    private sealed class Nodes : IAsyncDisposable
    {
        private Nodes(TestDatabase database)
        {
            One = new HostFixture(database);
            Other = new HostFixture(new Shared(database))
            {
                Alter = services =>
                {
                    services.Remove(services.Single(service => service.ImplementationType == typeof(ClientDirectoryRefresh)));
                    services.ConfigureDbContext<PasskeysDbContext>(options => options.AddInterceptors(Trips.Interceptors));
                },
            };
        }

        public HostFixture One { get; }

        public HostFixture Other { get; }

        public TripCounter Trips { get; } = new();

        public string Bearer { get; private set; } = "";

        public static async Task<Nodes> StartAsync(string database)
        {
            var nodes = new Nodes(database == "Sqlite" ? TestDatabase.Sqlite() : TestDatabase.PostgreSql());
            await nodes.One.StartAsync();
            await nodes.Other.StartAsync();
            nodes.Bearer = await nodes.One.AdministratorsTokenAsync();
            return nodes;
        }

        public async Task<Answer> RegisterAsync() => (await One.RegisterAsync(ApplicationSteps.BackEndApp(One.Pool("demo")), Bearer)).OrThrow();

        public Task<bool> LookAsync() => Other.Services.GetRequiredService<ClientDirectory>().TryRefreshAsync(CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await Other.DisposeAsync();
            await One.DisposeAsync();
        }

        private sealed class Shared(TestDatabase database) : TestDatabase
        {
            public override string Provider => database.Provider;

            public override string ConnectionString => database.ConnectionString;

            public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
