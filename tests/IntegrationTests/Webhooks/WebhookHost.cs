using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Passkeys.IdentityServer.Webhooks;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Storage;
using Passkeys.Testing.Hosting;

namespace Passkeys.IntegrationTests.Webhooks;

/// <summary>A host that tells a receiver when a test says so, on a clock of its own; its administrator, and one pool.</summary>
internal sealed class WebhookHost : IAsyncDisposable
{
    private WebhookHost(TestDatabase database) => Host = new HostFixture(database) { Alter = Connect };

    public HostFixture Host { get; }

    public Receiver Receiver { get; } = new();

    public Site Site { get; private set; } = null!;

    public string Admin { get; private set; } = "";

    private string Path => $"/admin/api/pools/{Site.Pool}/webhooks";

    public static async Task<WebhookHost> StartAsync(string database = "Sqlite")
    {
        var host = new WebhookHost(database == "Sqlite" ? TestDatabase.Sqlite() : TestDatabase.PostgreSql());
        await host.Host.StartAsync();
        host.Site = await host.Host.NewPoolAsync();
        host.Admin = await BackEnd.TokenAsync(host.Host, "admin-cli", "admin-secret", "passkeys.admin");
        return host;
    }

    /// <summary>Adds a webhook: its id and its secret.</summary>
    public async Task<(string Id, string Secret)> SubscribeAsync(params string[] events)
    {
        var added = (await AddAsync("https://receiver.example/hook", events)).OrThrow();
        return (added["id"], added["secret"]);
    }

    public Task<Answer> AddAsync(string url, params string[] events) => Host.Caller.PostAsync(
        Path, new JsonObject { ["url"] = url, ["events"] = new JsonArray([.. events.Select(name => (JsonNode)name)]) }, Admin);

    public Task<Answer> GetAsync(string below = "") => Host.Caller.GetAsync(Path + below, Admin);

    public Task<Answer> PostAsync(string below) => Host.Caller.PostAsync(Path + below, new JsonObject(), Admin);

    public async Task<Answer> PutAsync(string id, JsonObject webhook)
    {
        using var body = Caller.Json(webhook.ToJsonString());
        return await Host.Caller.SendAsync(HttpMethod.Put, $"{Path}/{id}", body, Admin);
    }

    public Task<Answer> DeleteAsync(string id) => Host.Caller.SendAsync(HttpMethod.Delete, $"{Path}/{id}", null, Admin);

    /// <summary>Something happens in the pool: somebody signs in.</summary>
    public async Task SignSomebodyInAsync()
    {
        var (phone, _) = await Site.NewPersonAsync();
        using (phone)
            await Site.SignInAsync(phone);
    }

    /// <summary>Tells what is due.</summary>
    public Task DeliverAsync() => Host.Services.GetRequiredService<WebhookDeliveryService>().DeliverDueAsync(CancellationToken.None);

    public Task<List<WebhookDelivery>> LogAsync() => Host.QueryAsync(db => db.WebhookDeliveries.AsNoTracking().OrderBy(delivery => delivery.CreatedAt).ToListAsync());

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Receiver.Dispose();
    }

    private void Connect(IServiceCollection services)
    {
        TranslatesForSqlServer.In(services);
        services.Remove(services.Single(d => d.ServiceType == typeof(IHostedService) && d.ImplementationFactory?.Method.ReturnType == typeof(WebhookDeliveryService)));
        services.AddHttpClient(WebhookPost.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => Receiver).SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }
}
