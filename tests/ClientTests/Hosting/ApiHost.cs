using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Passkeys.Client;
using Passkeys.Client.Bearer;
using Passkeys.Client.WebSockets;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests.Hosting;

/// <summary>An API on the loopback address that relies on Passkeys.Client, with a clock of its own.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ApiUnderTest _parts;

    private ApiHost(WebApplication app, ApiUnderTest parts) => (_app, _parts) = (app, parts);

    public AdjustableClock Clock => _parts.Clock;

    public CapturedLog Log => _parts.Log;

    public IServiceProvider Services => _app.Services;

    /// <summary>What the hook was told.</summary>
    public IReadOnlyCollection<UnauthorizedRequest> Refused => _parts.Refused;

    /// <summary>How often an endpoint's own code ran.</summary>
    public int Reached => _parts.Reached;

    public string Origin => _app.Urls.Single();

    public Caller Caller { get; private set; } = null!;

    /// <summary>An API that relies on a fake provider.</summary>
    public static Task<ApiHost> StartAsync(FakeProvider provider, AdjustableClock clock, Action<PasskeysBearerOptions>? change = null, Action<IServiceCollection>? more = null) =>
        RelyingOnAsync(provider, clock, options =>
        {
            (options.Authority, options.Audience) = (FakeProvider.Issuer, FakeProvider.Audience);
            change?.Invoke(options);
        }, more);

    /// <summary>An API that relies on any provider.</summary>
    public static async Task<ApiHost> RelyingOnAsync(HttpMessageHandler provider, AdjustableClock clock, Action<PasskeysBearerOptions> configure, Action<IServiceCollection>? more)
    {
        var parts = new ApiUnderTest(clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(parts.Log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddPasskeysBearer(options =>
        {
            options.OnUnauthorized = parts.NoteAsync;
            configure(options);
        });
        builder.Services.AddHttpClient(PasskeysClientDefaults.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => provider).SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        more?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseWebSockets();
        parts.Map(app);
        await app.StartAsync();
        var api = new ApiHost(app, parts);
        api.Caller = new Caller(api.NewClient());
        return api;
    }

    public Task<Answer> GetAsync(string path, string? token = null) => Caller.GetAsync(path, token);

    /// <summary>A ticket for a path.</summary>
    public async Task<string> TicketAsync(string token, string path = "/echo") =>
        (await Caller.PostAsync("/tickets", new System.Text.Json.Nodes.JsonObject { ["path"] = path }, token)).OrThrow()["ticket"];

    /// <summary>Opens a WebSocket as an app does that can set headers.</summary>
    public Task<ClientWebSocket> OpenAsync(string? token, string path = "/echo") =>
        ConnectAsync(path, options =>
        {
            if (token is not null)
                options.SetRequestHeader("Authorization", "Bearer " + token);
        });

    /// <summary>Opens a WebSocket as a page does.</summary>
    public Task<ClientWebSocket> OpenWithTicketAsync(string ticket, string path = "/echo", string? origin = null) =>
        ConnectAsync(path, options =>
        {
            options.AddSubProtocol(PasskeysClientDefaults.WebSocketProtocol);
            options.AddSubProtocol("ticket." + ticket);
            options.SetRequestHeader("Origin", origin ?? Origin);
        });

    /// <summary>The status code of an upgrade that was refused.</summary>
    public static async Task<HttpStatusCode> RefusalAsync(Func<Task<ClientWebSocket>> open)
    {
        var refused = await Should.ThrowAsync<UpgradeRefusedException>(open);
        return refused.Status;
    }

    public async Task<ClientWebSocket> ConnectAsync(string path, Action<ClientWebSocketOptions> configure)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        configure(socket.Options);
        try
        {
            await socket.ConnectAsync(new Uri(Origin.Replace("http://", "ws://", StringComparison.Ordinal) + path), CancellationToken.None);
            return socket;
        }
        catch (WebSocketException)
        {
            using (socket)
                throw new UpgradeRefusedException(socket.HttpStatusCode, socket.HttpResponseHeaders ?? new Dictionary<string, IEnumerable<string>>());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Log.Dispose();
    }

    private HttpClient NewClient()
    {
        var client = Services.GetRequiredService<IHttpClientFactory>().CreateClient("tests");
        client.BaseAddress = new Uri(Origin);
        return client;
    }

    private sealed class ApiUnderTest(AdjustableClock clock)
    {
        private readonly ConcurrentQueue<UnauthorizedRequest> _refused = [];
        private int _reached;

        public AdjustableClock Clock { get; } = clock;

        public CapturedLog Log { get; } = new();

        public IReadOnlyCollection<UnauthorizedRequest> Refused => _refused;

        public int Reached => _reached;

        public ValueTask NoteAsync(UnauthorizedRequest request, CancellationToken ct)
        {
            _refused.Enqueue(request);
            return ValueTask.CompletedTask;
        }

        public void Map(WebApplication app)
        {
            app.MapGet("/open", () => "open");
            app.MapGet("/orders", Reach).RequirePasskey();
            app.MapGet("/any", Reach).RequireAuthorization(new AuthorizationPolicyBuilder(PasskeysClientDefaults.AuthenticationScheme).RequireAuthenticatedUser().Build());
            app.MapGet("/payout", Reach).RequirePasskey(maximumAge: TimeSpan.FromMinutes(5));
            app.MapGet("/hardware", Reach).RequirePasskey(acr: "phrh");
            app.MapGet("/scoped", Reach).RequirePasskey(scope: "orders orders.write");
            app.MapPasskeyTickets("/tickets");
            if (app.Services.GetService<Passkeys.Client.Webhooks.PasskeysWebhooks>() is not null)
                app.MapPasskeysWebhooks("/webhooks");
            app.MapGet("/echo", EchoAsync).RequirePasskey();
            app.MapGet("/echo-recent", EchoAsync).RequirePasskey(maximumAge: TimeSpan.FromMinutes(5));
        }

        private BearerIdentity Reach(HttpContext http)
        {
            Interlocked.Increment(ref _reached);
            return BearerIdentity.Of(http.User);
        }

        private async Task EchoAsync(HttpContext http, PasskeyConnections connections)
        {
            Interlocked.Increment(ref _reached);
            await using var connection = await connections.AcceptAsync(http);
            var buffer = new byte[1024];
            while (await connection.Socket.ReceiveAsync(buffer.AsMemory(), connection.Ended) is { MessageType: not WebSocketMessageType.Close } message)
                await connection.Socket.SendAsync(buffer.AsMemory(0, message.Count), message.MessageType, message.EndOfMessage, connection.Ended);
            if (connection.Socket.State == WebSocketState.CloseReceived)
                await connection.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, connection.Ended);
        }
    }
}

/// <summary>The answer to an upgrade was no 101.</summary>
internal sealed class UpgradeRefusedException(HttpStatusCode status, IReadOnlyDictionary<string, IEnumerable<string>> headers) : Exception($"Refused: {(int)status}")
{
    public HttpStatusCode Status { get; } = status;

    public string? Challenge { get; } = headers.TryGetValue("WWW-Authenticate", out var values) ? string.Join(", ", values) : null;
}

/// <summary>What tests say of sockets.</summary>
internal static class SocketAssertions
{
    // The API notices within a second; a machine may be slow.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<string> SayAsync(this ClientWebSocket socket, string text)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[1024];
        var heard = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Patience);
        return Encoding.UTF8.GetString(buffer, 0, heard.Count);
    }

    /// <summary>The close frame that comes next, as code and reason.</summary>
    public static async Task<(int Code, string? Reason)> ClosedAsync(this ClientWebSocket socket)
    {
        var heard = await socket.ReceiveAsync(new byte[1024], CancellationToken.None).WaitAsync(Patience);
        heard.MessageType.ShouldBe(WebSocketMessageType.Close);
        return ((int)heard.CloseStatus!, heard.CloseStatusDescription);
    }
}
