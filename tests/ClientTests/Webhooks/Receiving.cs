using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Passkeys.Client;
using Passkeys.Client.Webhooks;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests.Webhooks;

/// <summary>Webhooks of the provider (Standard Webhooks), each case one deviation from one that is handled.</summary>
public sealed class Receiving : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly AdjustableClock _clock = new();
    private readonly Recorder _recorder = new();
    private WebApplication _app = null!;

    public async ValueTask InitializeAsync() => _app = await StartAsync(Secret);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // The example of the specification's own libraries (github.com/standard-webhooks/standard-webhooks).
    [Fact]
    public void The_signature_of_the_published_example_is_ours() =>
        Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}", Secret).ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    [Fact]
    public async Task A_genuine_one_is_handled()
    {
        (await SendAsync("evt_1", Body("passkey-removed"))).ShouldBe(HttpStatusCode.NoContent);

        var webhook = _recorder.Handled.ShouldHaveSingleItem();
        (webhook.Id, webhook.Type, webhook.UserId, webhook.PasskeyId, webhook.Pool).ShouldBe(("evt_1", "passkey-removed", "ada", "key", "demo"));
    }

    [Fact]
    public async Task One_that_comes_twice_is_handled_once_and_answered_twice()
    {
        await SendAsync("evt_1", Body("passkey-removed"));

        (await SendAsync("evt_1", Body("passkey-removed"))).ShouldBe(HttpStatusCode.NoContent);
        _recorder.Handled.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_could_not_be_handled_may_come_again()
    {
        _recorder.Fails = true;
        (await SendAsync("evt_1", Body("passkey-removed"))).ShouldBe(HttpStatusCode.InternalServerError);

        _recorder.Fails = false;
        (await SendAsync("evt_1", Body("passkey-removed"))).ShouldBe(HttpStatusCode.NoContent);
        _recorder.Handled.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_of_several_signatures_is_enough() =>
        (await SendAsync("evt_1", Body("sign-in"), signature: (id, at, body) => "v1,AAAA v2,x " + Sign(id, at, body, Secret))).ShouldBe(HttpStatusCode.NoContent);

    [Fact]
    public async Task An_old_secret_serves_beside_the_new_one()
    {
        await using var app = await StartAsync("whsec_bmV3IHNlY3JldCBvZiB0aGUgd2ViaG9vaw==", Secret);

        (await SendAsync("evt_1", Body("sign-in"), to: app)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task One_signed_with_another_secret_is_refused() =>
        (await SendAsync("evt_1", Body("sign-in"), signature: (id, at, body) => Sign(id, at, body, "whsec_b3RoZXI="))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task One_whose_body_was_changed_is_refused() =>
        (await SendAsync("evt_1", Body("sign-in"), signature: (id, at, _) => Sign(id, at, Body("sign-up"), Secret))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task One_with_another_id_than_was_signed_is_refused() =>
        (await SendAsync("evt_1", Body("sign-in"), signature: (_, at, body) => Sign("evt_2", at, body, Secret))).ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task One_that_is_too_far_from_now_is_refused(int seconds) =>
        (await SendAsync("evt_1", Body("sign-in"), offset: seconds)).ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData(-299)]
    [InlineData(299)]
    public async Task One_within_five_minutes_is_handled(int seconds) =>
        (await SendAsync("evt_1", Body("sign-in"), offset: seconds)).ShouldBe(HttpStatusCode.NoContent);

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("no json")]
    [InlineData("{\"type\":\"sign-in\"}")]
    public async Task One_that_says_nothing_is_refused(string body) => (await SendAsync("evt_1", body)).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task One_without_headers_is_refused()
    {
        using var client = _app.GetTestClient();

        (await client.PostAsync("/webhooks", Caller.Json(Body("sign-in")))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _recorder.Handled.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_is_too_long_is_refused() =>
        (await SendAsync("evt_1", Body(new string('a', 70_000)))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);

    [Theory]
    [InlineData("whsec_not base64")]
    [InlineData("whsec_")]
    public async Task An_application_does_not_start_with_the_secret(string secret) => await Should.ThrowAsync<OptionsValidationException>(() => StartAsync(secret));

    private static string Body(string type) => new JsonObject
    {
        ["type"] = type,
        ["timestamp"] = "2026-11-21T22:00:00Z",
        ["data"] = new JsonObject { ["event"] = type, ["pool"] = "demo", ["userId"] = "ada", ["passkeyId"] = "key" },
    }.ToJsonString();

    private static string Sign(string id, long timestamp, string body, string secret) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));

    private async Task<HttpStatusCode> SendAsync(string id, string body, Func<string, long, string, string>? signature = null, int offset = 0, WebApplication? to = null)
    {
        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds() + offset;
        using var client = (to ?? _app).GetTestClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks") { Content = Caller.Json(body) };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", signature?.Invoke(id, timestamp, body) ?? Sign(id, timestamp, body, Secret));
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<WebApplication> StartAsync(params string[] secrets)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<IWebhookObserver>(_recorder);
        builder.Services.AddPasskeysWebhooks(options => Array.ForEach(secrets, options.Secrets.Add));
        var app = builder.Build();
        // TestServer hands exceptions to the caller; a server answers 500.
        app.UseExceptionHandler(error => error.Run(_ => Task.CompletedTask));
        app.MapPasskeysWebhooks("/webhooks");
        await app.StartAsync();
        return app;
    }

    private sealed class Recorder : IWebhookObserver
    {
        private readonly ConcurrentQueue<PasskeysWebhook> _handled = [];

        public bool Fails { get; set; }

        public IReadOnlyCollection<PasskeysWebhook> Handled => _handled;

        public ValueTask OnWebhookAsync(PasskeysWebhook webhook, CancellationToken ct)
        {
            if (Fails)
                throw new InvalidOperationException("It did not work.");
            _handled.Enqueue(webhook);
            return ValueTask.CompletedTask;
        }
    }
}
