using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Passkeys.IntegrationTests.Logout;

/// <summary>A client's back-channel logout endpoint on the loopback address.</summary>
internal sealed class StandInClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<string> _tokens = Channel.CreateUnbounded<string>();
    private readonly WebApplication _app;

    private StandInClient(WebApplication app) => _app = app;

    /// <summary>What it answers with. Default 200.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public string Uri => _app.Urls.Single() + "/logout";

    /// <summary>How many logout tokens came and were not read.</summary>
    public int Waiting => _tokens.Reader.Count;

    public static async Task<StandInClient> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var client = new StandInClient(builder.Build());
        client._app.MapPost("/logout", client.ReceiveAsync);
        client._app.MapGet("/logout", client.ReceiveAsync);
        await client._app.StartAsync();
        return client;
    }

    /// <summary>The next logout token.</summary>
    public async Task<string> ReceivedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _tokens.Reader.ReadAsync(patience.Token);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync() : FormCollection.Empty;
        await _tokens.Writer.WriteAsync(form["logout_token"].ToString());
        await Answer(http);
    }
}
