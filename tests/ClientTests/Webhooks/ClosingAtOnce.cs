using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Passkeys.Client;
using Passkeys.ClientTests.Hosting;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests.Webhooks;

/// <summary>A webhook ends at once what would else end at the next look.</summary>
public sealed class ClosingAtOnce : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly AdjustableClock _clock = new();
    private FakeProvider _provider = null!;

    public ValueTask InitializeAsync()
    {
        _provider = new FakeProvider(_clock);
        _provider.Introspect = _ => _provider.Claims();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _provider.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_WebSocket_is_closed_as_soon_as_the_webhook_of_the_removed_passkey_is_there()
    {
        await using var api = await StartAsync(introspects: true);
        using var socket = await api.OpenAsync("reference");
        (await socket.SayAsync("hello")).ShouldBe("hello");
        _provider.Introspect = _ => null;

        await TellAsync(api, "passkey-removed");

        (await socket.ClosedAsync()).ShouldBe((4401, "token_ended"));
    }

    [Fact]
    public async Task A_token_is_asked_about_again_though_the_last_answer_is_new()
    {
        await using var api = await StartAsync(introspects: true);
        await api.GetAsync("/orders", "reference");
        _provider.Introspect = _ => null;

        await TellAsync(api, "passkey-removed");

        (await api.GetAsync("/orders", "reference")).Error.ShouldBe("invalid_token");
    }

    [Fact]
    public async Task An_api_that_cannot_ask_closes_all_of_the_person()
    {
        await using var api = await StartAsync(introspects: false);
        using var socket = await api.OpenAsync(_provider.Token());
        (await socket.SayAsync("hello")).ShouldBe("hello");

        await TellAsync(api, "passkey-removed");

        (await socket.ClosedAsync()).Code.ShouldBe(4401);
    }

    [Theory]
    [InlineData("sign-in", "ada")]
    [InlineData("passkey-removed", "somebody else")]
    public async Task An_api_that_cannot_ask_leaves_the_others(string type, string person)
    {
        await using var api = await StartAsync(introspects: false);
        using var socket = await api.OpenAsync(_provider.Token());

        await TellAsync(api, type, person);

        (await socket.SayAsync("hello")).ShouldBe("hello");
    }

    private Task<ApiHost> StartAsync(bool introspects) => ApiHost.StartAsync(
        _provider,
        _clock,
        options =>
        {
            if (introspects)
                (options.Introspection.ClientId, options.Introspection.ClientSecret) = ("orders", "secret");
        },
        services => services.AddPasskeysWebhooks(options => options.Secrets.Add(Secret)));

    private async Task TellAsync(ApiHost api, string type, string person = "ada")
    {
        var body = new JsonObject { ["type"] = type, ["data"] = new JsonObject { ["userId"] = person } }.ToJsonString();
        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var content = Caller.Json(body);
        content.Headers.Add("webhook-id", "evt_1");
        content.Headers.Add("webhook-timestamp", timestamp);
        content.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(
            HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"evt_1.{timestamp}.{body}"))));
        (await api.Caller.SendAsync(HttpMethod.Post, "/webhooks", content, authorization: null)).OrThrow();
    }
}
