using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract.Hosting;

/// <summary>The back-channel logout endpoints of the applications, on the loopback address: an origin, and a path for each client.</summary>
public sealed class LogoutReceiver : IAsyncDisposable
{
    // Delivery is asynchronous, and may be tried again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Client, string Session), TaskCompletionSource<string>> _arrivals = [];
    private readonly WebApplication _app;

    private LogoutReceiver(WebApplication app) => _app = app;

    /// <summary>The origin of the applications, by the name that they are registered with.</summary>
    public string Origin => $"http://localhost:{new Uri(_app.Urls.Single()).Port}";

    public static async Task<LogoutReceiver> StartAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var receiver = new LogoutReceiver(builder.Build());
        receiver._app.MapPost("/backchannel-logout/{client}", receiver.ReceiveAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>The logout token for a session that came to a client's endpoint, as soon as it is there.</summary>
    /// <exception cref="TimeoutException">It did not come in half a minute.</exception>
    public Task<string> ArrivalAsync(string client, string session) => Of(client, session).Task.WaitAsync(Patience);

    /// <summary>Whether one came by now.</summary>
    public bool HasArrived(string client, string session) => Of(client, session).Task.IsCompleted;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpContext http, string client)
    {
        var form = await http.Request.ReadFormAsync();
        if (form["logout_token"] is not [{ } token])
            return Results.BadRequest();
        Of(client, (string?)Tokens.ClaimsOf(token)["sid"] ?? "").TrySetResult(token);
        return Results.Ok();
    }

    private TaskCompletionSource<string> Of(string client, string session) =>
        _arrivals.GetOrAdd((client, session), _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
}
