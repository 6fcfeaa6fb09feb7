using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Passkeys.ClientTests.Hosting;
using Passkeys.Testing.Hosting;
using ProtectedApi;

namespace Passkeys.ClientTests.Samples;

/// <summary>samples/ProtectedApi: HTTP and WebSocket behind access tokens.</summary>
public sealed class ProtectedApiSample(RealProvider provider) : IDisposable
{
    private const string Origin = "http://localhost:5002";

    private readonly SampleHost<ApiSettings> _sample = new(provider);

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task Says_hello_to_who_has_a_token()
    {
        var tokens = await SignInAsync();

        (await _sample.NewCaller(Origin).GetAsync("/hello", tokens.Access)).OrThrow()["hello"].ShouldBe((string?)Tokens.ClaimsOf(tokens.Id!)["sub"]);
    }

    [Theory]
    [InlineData("/hello")]
    [InlineData("/clock")]
    public async Task Asks_everybody_else_for_one(string path) => (await _sample.NewCaller(Origin).GetAsync(path)).Headers["WWW-Authenticate"].ShouldBe("Bearer");

    [Fact]
    public async Task Pays_out_to_who_has_just_signed_in() =>
        (await _sample.NewCaller(Origin).PostAsync("/payout", new JsonObject(), (await SignInAsync()).Access)).Status.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Tells_the_time_over_a_WebSocket_that_a_ticket_opened()
    {
        var ticket = (await _sample.NewCaller(Origin).PostAsync("/tickets", new JsonObject { ["path"] = "/clock" }, (await SignInAsync()).Access)).OrThrow()["ticket"];
        var client = _sample.Server.CreateWebSocketClient();
        client.SubProtocols.Add("passkeys");
        client.SubProtocols.Add("ticket." + ticket);
        client.ConfigureRequest = request => request.Headers.Origin = Origin;

        using var socket = await client.ConnectAsync(new Uri("ws://localhost:5002/clock"), CancellationToken.None);
        var heard = await socket.ReceiveAsync(new byte[100], CancellationToken.None);

        (heard.MessageType, heard.Count).ShouldBe((WebSocketMessageType.Text, "12:00:00".Length));
    }

    [Fact]
    public async Task Has_a_page_that_runs_its_own_script_alone()
    {
        var answer = await _sample.NewCaller(Origin).GetAsync("/");

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Headers["Content-Security-Policy"].ShouldContain("script-src 'self';");
        answer.Text.ShouldNotContain("<script>");
    }

    private async Task<Tokens> SignInAsync()
    {
        using var phone = await provider.NewPersonAsync();
        return await provider.Demo.SignInAsync(phone, scope: "openid demo-api");
    }
}
