using System.Net;
using Passkeys.Client;
using Passkeys.Client.Bearer;
using Passkeys.ClientTests.Hosting;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests.WebSockets;

/// <summary>A WebSocket is refused before it is opened, with the status and the challenge of any other request.</summary>
public sealed class Opening : IAsyncLifetime
{
    private readonly AdjustableClock _clock = new();
    private FakeProvider _provider = null!;
    private ApiHost _api = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = new FakeProvider(_clock);
        _api = await ApiHost.StartAsync(_provider, _clock, options => options.WebSocketOrigins.Add("https://app.example.test"));
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _provider.Dispose();
    }

    [Fact]
    public async Task Works_with_a_token_in_the_header()
    {
        using var socket = await _api.OpenAsync(_provider.Token());

        (await socket.SayAsync("hello")).ShouldBe("hello");
    }

    [Fact]
    public async Task Is_refused_without_a_token_before_the_upgrade()
    {
        var refused = await Should.ThrowAsync<UpgradeRefusedException>(() => _api.OpenAsync(token: null));

        (refused.Status, refused.Challenge).ShouldBe((HttpStatusCode.Unauthorized, "Bearer"));
        _api.Reached.ShouldBe(0);
        _api.Refused.ShouldHaveSingleItem().IsWebSocket.ShouldBeTrue();
    }

    [Fact]
    public async Task Is_refused_with_a_bad_token_before_the_upgrade()
    {
        var refused = await Should.ThrowAsync<UpgradeRefusedException>(() => _api.OpenAsync(_provider.Token(claims => claims["aud"] = "other")));

        refused.Challenge.ShouldNotBeNull().ShouldStartWith("Bearer error=\"invalid_token\"");
        _api.Reached.ShouldBe(0);
    }

    [Fact]
    public async Task Is_refused_when_the_authentication_is_too_old()
    {
        var token = _provider.Token();
        _clock.Advance(TimeSpan.FromMinutes(6));

        var refused = await Should.ThrowAsync<UpgradeRefusedException>(() => _api.OpenAsync(token, "/echo-recent"));

        refused.Challenge.ShouldNotBeNull().ShouldContain("max_age=300");
        _api.Reached.ShouldBe(0);
    }

    [Fact]
    public async Task Works_for_a_page_with_a_ticket_among_the_subprotocols()
    {
        using var socket = await _api.OpenWithTicketAsync(await _api.TicketAsync(_provider.Token()));

        socket.SubProtocol.ShouldBe(PasskeysClientDefaults.WebSocketProtocol);
        (await socket.SayAsync("hello")).ShouldBe("hello");
    }

    [Fact]
    public async Task Works_for_a_page_with_a_ticket_in_the_address()
    {
        var ticket = await _api.TicketAsync(_provider.Token());

        using var socket = await _api.ConnectAsync("/echo?ticket=" + ticket, options => options.SetRequestHeader("Origin", _api.Origin));

        (await socket.SayAsync("hello")).ShouldBe("hello");
    }

    // A WebSocket asks no CORS: RFC 6455 §10.2.
    [Fact]
    public async Task Is_refused_to_a_page_of_another_origin()
    {
        var ticket = await _api.TicketAsync(_provider.Token());

        (await ApiHost.RefusalAsync(() => _api.OpenWithTicketAsync(ticket, origin: "https://evil.example.test"))).ShouldBe(HttpStatusCode.Forbidden);
        _api.Refused.ShouldHaveSingleItem().Reason.ShouldBe(UnauthorizedReason.OriginNotAllowed);
    }

    [Fact]
    public async Task Is_refused_to_a_page_of_another_origin_with_a_token_in_the_header_too() =>
        (await ApiHost.RefusalAsync(() => _api.ConnectAsync("/echo", options =>
        {
            options.SetRequestHeader("Authorization", "Bearer " + _provider.Token());
            options.SetRequestHeader("Origin", "null");
        }))).ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Works_for_a_page_of_an_origin_that_the_api_names()
    {
        using var socket = await _api.OpenWithTicketAsync(await _api.TicketAsync(_provider.Token()), origin: "https://app.example.test");

        (await socket.SayAsync("hello")).ShouldBe("hello");
    }

    [Fact]
    public async Task Is_refused_with_a_token_in_the_address() =>
        (await ApiHost.RefusalAsync(() => _api.OpenAsync(token: null, "/echo?access_token=" + _provider.Token()))).ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Is_refused_with_a_token_and_a_ticket_at_once()
    {
        var ticket = await _api.TicketAsync(_provider.Token());

        (await ApiHost.RefusalAsync(() => _api.OpenAsync(_provider.Token(), "/echo?ticket=" + ticket))).ShouldBe(HttpStatusCode.BadRequest);
    }
}
