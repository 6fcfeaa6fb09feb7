using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Webhooks;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Webhooks;

/// <summary>Webhooks are added, shown, changed and removed by administrators.</summary>
public sealed class Subscribing(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;
    private string _admin = "";

    private HostFixture Host => hosts.Sqlite;

    public async ValueTask InitializeAsync()
    {
        _site = await Host.NewPoolAsync();
        _admin = await BackEnd.TokenAsync(Host, "admin-cli", "admin-secret", "passkeys.admin");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_secret_is_shown_once_and_stored_protected()
    {
        var added = await AddAsync();

        added.ShouldBe(HttpStatusCode.Created);
        added["secret"].ShouldStartWith("whsec_");
        Convert.FromBase64String(added["secret"]["whsec_".Length..]).Length.ShouldBe(32);
        (await GetAsync()).Text.ShouldNotContain("whsec_");
        (await GetAsync($"/{added["id"]}")).Body.ContainsKey("secret").ShouldBeFalse();
        var stored = await Host.QueryAsync(db => db.WebhookSubscriptions.SingleAsync(each => each.Id == Guid.Parse(added["id"])));
        stored.ProtectedSecret.ShouldNotContain(added["secret"]["whsec_".Length..]);
    }

    [Fact]
    public async Task It_is_listed_changed_and_removed()
    {
        var id = (await AddAsync())["id"];
        (await GetAsync()).Body["items"]!.AsArray().ShouldHaveSingleItem()!["events"]!.AsArray().Select(name => (string)name!).ShouldBe(["sign-in", "passkey-removed"]);

        var changed = await SendAsync(HttpMethod.Put, $"/{id}", new JsonObject { ["url"] = "https://other.example/", ["enabled"] = false });
        changed.ShouldBe(HttpStatusCode.OK);
        (changed["url"], (bool)changed.Body["enabled"]!, changed.Body["events"]!.AsArray().Count).ShouldBe(("https://other.example/", false, 0));
        (await SendAsync(HttpMethod.Delete, $"/{id}", null)).ShouldBe(HttpStatusCode.NoContent);

        (await GetAsync($"/{id}")).ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(HttpMethod.Delete, $"/{id}", null)).ShouldBe(HttpStatusCode.NotFound);
        (await Host.AuditAsync(_site)).Where(entry => entry.Event.StartsWith("webhook-", StringComparison.Ordinal)).Select(entry => (entry.Event, entry.Actor, entry.Reason))
            .ShouldBe([("webhook-added", "client:admin-cli", id), ("webhook-changed", "client:admin-cli", id), ("webhook-removed", "client:admin-cli", id)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("ftp://receiver.example/")]
    [InlineData("/hook")]
    [InlineData("https://user:password@receiver.example/")]
    [InlineData("https://receiver.example/#here")]
    public async Task An_address_that_cannot_be_posted_to_is_named(string url) =>
        (await SendAsync(HttpMethod.Post, "", new JsonObject { ["url"] = url })).ShouldName("url");

    [Fact]
    public async Task An_event_that_there_is_not_is_named() =>
        (await SendAsync(HttpMethod.Post, "", new JsonObject { ["url"] = "https://receiver.example/", ["events"] = new JsonArray("sign-in", "no-such") })).ShouldName("events");

    [Fact]
    public async Task A_webhook_of_the_pool_next_door_is_not_found()
    {
        var id = (await AddAsync())["id"];
        var next = await Host.NewPoolAsync();

        foreach (var below in new[] { "", "/deliveries" })
            (await Host.Caller.GetAsync($"/admin/api/pools/{next.Pool}/webhooks/{id}{below}", _admin)).ShouldBe(HttpStatusCode.NotFound);
        (await Host.Caller.SendAsync(HttpMethod.Delete, $"/admin/api/pools/{next.Pool}/webhooks/{id}", null, _admin)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_but_an_administrator_gets_in()
    {
        var path = $"/admin/api/pools/{_site.Pool}/webhooks";
        var (phone, _) = await _site.NewPersonAsync();
        using var own = phone;

        (await Host.Caller.GetAsync(path)).ShouldBe(HttpStatusCode.Unauthorized, "unauthorized");
        (await Host.Caller.GetAsync(path, "forged")).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
        (await Host.Caller.GetAsync(path, (await _site.SignInAsync(phone)).Access)).ShouldBe(HttpStatusCode.Forbidden, "insufficient_scope");
        (await Host.Caller.GetAsync(path, (await BackEnd.OpenAsync(Host, _site)).Bearer)).ShouldBe(HttpStatusCode.Forbidden, "insufficient_scope");
        (await Host.Caller.GetAsync("/admin/api/pools/no-such/webhooks", _admin)).ShouldBe(HttpStatusCode.NotFound, "unknown_pool");
    }

    [Fact]
    public async Task The_log_is_shown_page_by_page_the_newest_first()
    {
        var id = Guid.Parse((await AddAsync())["id"]);
        var now = Host.Clock.GetUtcNow();
        await Host.QueryAsync(async db =>
        {
            db.AddRange(new[] { 3, 3, 2, 2, 2, 1 }.Select(age => new WebhookDelivery
            {
                Id = Guid.CreateVersion7(),
                Pool = new(_site.Pool),
                SubscriptionId = id,
                Event = $"e{age}",
                Payload = "{}",
                CreatedAt = now.AddMinutes(-age),
                Status = WebhookStatus.Failed,
                ExpiresAt = now.AddDays(1),
            }));
            return await db.SaveChangesAsync();
        });
        List<string> ids = [], events = [];
        for (var cursor = ""; ;)
        {
            var page = (await GetAsync($"/{id}/deliveries?limit=2{cursor}")).OrThrow();
            foreach (var item in page.Body["items"]!.AsArray())
            {
                ids.Add((string)item!["id"]!);
                events.Add((string)item["event"]!);
            }
            if (page.Body["next"] is not { } next)
                break;
            cursor = $"&cursor={next}";
        }

        events.ShouldBe(["e1", "e2", "e2", "e2", "e3", "e3"]);
        ids.Distinct().Count().ShouldBe(6);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("cursor=x", "cursor")]
    public async Task A_page_that_there_cannot_be_is_named(string query, string member) =>
        (await GetAsync($"/{(await AddAsync())["id"]}/deliveries?{query}")).ShouldName(member);

    private async Task<Answer> AddAsync() => (await SendAsync(
        HttpMethod.Post, "", new JsonObject { ["url"] = "https://receiver.example/hook", ["events"] = new JsonArray("sign-in", "passkey-removed") })).OrThrow();

    private Task<Answer> GetAsync(string below = "") => SendAsync(HttpMethod.Get, below, null);

    private async Task<Answer> SendAsync(HttpMethod method, string below, JsonObject? body)
    {
        using var content = body is null ? null : Caller.Json(body.ToJsonString());
        return await Host.Caller.SendAsync(method, $"/admin/api/pools/{_site.Pool}/webhooks{below}", content, _admin);
    }
}
