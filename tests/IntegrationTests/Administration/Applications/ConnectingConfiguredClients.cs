using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Applications;

/// <summary>A client of the configuration serves a pool that an administrator made, once it is connected; what the configuration says stays.</summary>
public sealed class ConnectingConfiguredClients(SharedHosts hosts) : IAsyncLifetime
{
    private const string Native = "native-app";

    private readonly string _id = "made-" + Guid.CreateVersion7().ToString("N");
    private string _bearer = "";

    private HostFixture Host => hosts.Sqlite;

    public async ValueTask InitializeAsync()
    {
        _bearer = await Host.AdministratorsTokenAsync();
        (await Host.AdministerAsync(HttpMethod.Post, "pools", Draft(_id), _bearer)).ShouldBe(HttpStatusCode.Created);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task People_of_the_pool_sign_in_to_it_from_then_on_and_no_more_once_it_is_disconnected()
    {
        var site = Host.Pool(_id);
        var (phone, _) = await site.NewPersonAsync();
        using var held = phone;
        (await IsServedAsync(site)).ShouldBeFalse();

        (await ChangeAsync(HttpMethod.Put, Native)).ShouldBe(HttpStatusCode.NoContent);
        (await IsServedAsync(site)).ShouldBeTrue();
        await site.SignInAsync(phone);
        (await PoolsOfAsync(Native)).ShouldContain(_id);
        (await ChangeAsync(HttpMethod.Delete, Native)).ShouldBe(HttpStatusCode.NoContent);

        (await IsServedAsync(site)).ShouldBeFalse();
        (await PoolsOfAsync(Native)).ShouldNotContain(_id);
    }

    [Fact]
    public async Task It_is_audited()
    {
        (await ChangeAsync(HttpMethod.Put, "staff-app")).ShouldBe(HttpStatusCode.NoContent);

        (await Host.QueryAsync(db => db.Audit.AnyAsync(entry => entry.Event == AuditEvent.ClientChanged && entry.ClientId == "staff-app" && entry.Reason == "pools"))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_pool_of_the_configuration_stays()
    {
        (await Host.AdministerAsync(HttpMethod.Delete, $"pools/demo/clients/{Native}", body: null, _bearer)).ShouldBe(HttpStatusCode.Conflict, "client_configured");
        (await PoolsOfAsync(Native)).ShouldContain("demo");
    }

    // It would reach that pool alone from then on.
    [Fact]
    public async Task The_client_that_administers_everything_is_not_connected_to_one() =>
        (await ChangeAsync(HttpMethod.Put, "admin-cli")).ShouldBe(HttpStatusCode.BadRequest, "invalid_request");

    [Fact]
    public async Task An_id_that_it_was_connected_to_is_no_new_pool_until_it_is_disconnected()
    {
        (await ChangeAsync(HttpMethod.Put, Native)).ShouldBe(HttpStatusCode.NoContent);
        (await Host.AdministerAsync(HttpMethod.Delete, $"pools/{_id}", body: null, _bearer)).ShouldBe(HttpStatusCode.NoContent);

        var refused = await Host.AdministerAsync(HttpMethod.Post, "pools", Draft(_id), _bearer);

        refused.ShouldBe(HttpStatusCode.BadRequest, "invalid_request");
        ((string)refused.Body["member"]!).ShouldBe("id");
    }

    private static JsonObject Draft(string id) => new()
    {
        ["id"] = id,
        ["name"] = "Made",
        ["rpId"] = "localhost",
        ["registration"] = new JsonObject { ["selfService"] = true },
    };

    private static async Task<bool> IsServedAsync(Site site) => (await site.SignInOptionsAsync(clientId: Native)).Status is HttpStatusCode.OK;

    private Task<Answer> ChangeAsync(HttpMethod method, string client) => Host.AdministerAsync(method, $"pools/{_id}/clients/{client}", body: null, _bearer);

    private async Task<string[]> PoolsOfAsync(string client) =>
        [.. (await Host.FindClientAsync(client, _bearer)).OrThrow().Body["pools"]!.AsArray().Select(pool => (string)pool!)];
}
