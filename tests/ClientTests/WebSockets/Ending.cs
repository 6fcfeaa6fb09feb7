using Microsoft.Extensions.DependencyInjection;
using Passkeys.Client.WebSockets;
using Passkeys.ClientTests.Hosting;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests.WebSockets;

/// <summary>An open WebSocket lives no longer than its token.</summary>
public sealed class Ending : IAsyncLifetime
{
    private const int TokenEnded = 4401;

    private readonly AdjustableClock _clock = new();
    private FakeProvider _provider = null!;
    private ApiHost _api = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = new FakeProvider(_clock);
        _provider.Introspect = _ => _provider.Claims();
        _api = await ApiHost.StartAsync(_provider, _clock, options =>
        {
            // The clock of the options stands still; how often the API looks is by the machine's.
            options.ConnectionCheckInterval = TimeSpan.FromMilliseconds(50);
            (options.Introspection.ClientId, options.Introspection.ClientSecret) = ("orders", "secret");
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _provider.Dispose();
    }

    [Fact]
    public async Task Comes_when_the_provider_says_that_the_token_has_ended()
    {
        using var socket = await _api.OpenAsync("reference");
        (await socket.SayAsync("hello")).ShouldBe("hello");

        _provider.Introspect = _ => null;
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await socket.ClosedAsync()).ShouldBe((TokenEnded, "token_ended"));
    }

    [Fact]
    public async Task Comes_when_the_token_expires()
    {
        var claims = _provider.Claims();
        _provider.Introspect = _ => claims.DeepClone().AsObject();
        using var socket = await _api.OpenAsync("reference");
        (await socket.SayAsync("hello")).ShouldBe("hello");

        _clock.Advance(TimeSpan.FromMinutes(11));

        (await socket.ClosedAsync()).Code.ShouldBe(TokenEnded);
    }

    [Fact]
    public async Task Comes_for_a_jwt_too_when_the_provider_says_so()
    {
        using var socket = await _api.OpenWithTicketAsync(await _api.TicketAsync(_provider.Token()));
        (await socket.SayAsync("hello")).ShouldBe("hello");

        _provider.Introspect = _ => null;
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await socket.ClosedAsync()).ShouldBe((TokenEnded, "token_ended"));
    }

    [Fact]
    public async Task Does_not_come_at_once_when_the_provider_is_away_but_within_a_minute()
    {
        using var socket = await _api.OpenAsync("reference");
        _provider.IsUp = false;
        _clock.Advance(TimeSpan.FromSeconds(30));
        (await socket.SayAsync("hello")).ShouldBe("hello");

        _clock.Advance(TimeSpan.FromSeconds(31));

        (await socket.ClosedAsync()).Code.ShouldBe(TokenEnded);
    }

    [Fact]
    public async Task Is_asked_about_once_for_all_connections_of_a_token()
    {
        using var first = await _api.OpenAsync("reference");
        using var second = await _api.OpenAsync("reference");
        (await second.SayAsync("hello")).ShouldBe("hello");
        var connections = _api.Services.GetRequiredService<PasskeyConnections>();
        var before = _provider.Introspections;

        await connections.CheckPersonAsync("ada", CancellationToken.None);

        (_provider.Introspections - before).ShouldBe(1);
        connections.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Leaves_the_connections_of_others_alone()
    {
        _provider.Introspect = token => token == "theirs" ? null : _provider.Claims();
        using var socket = await _api.OpenAsync("mine");

        await _api.Services.GetRequiredService<PasskeyConnections>().CheckPersonAsync("somebody else", CancellationToken.None);

        (await socket.SayAsync("hello")).ShouldBe("hello");
    }

    [Fact]
    public async Task Of_a_conversation_leaves_nothing_behind()
    {
        using var socket = await _api.OpenAsync("reference");
        await socket.SayAsync("hello");

        await socket.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        SpinWait.SpinUntil(() => _api.Services.GetRequiredService<PasskeyConnections>().Count == 0, TimeSpan.FromSeconds(10)).ShouldBeTrue();
    }
}
