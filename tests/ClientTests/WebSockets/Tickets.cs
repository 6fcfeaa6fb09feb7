using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.Client.WebSockets;
using Passkeys.ClientTests.Bearer;
using Passkeys.ClientTests.Hosting;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests.WebSockets;

/// <summary>A ticket stands for a token once, for half a minute, on one path.</summary>
public sealed class Tickets : IAsyncLifetime
{
    private readonly AdjustableClock _clock = new();
    private readonly Shelf _shelf = new();
    private FakeProvider _provider = null!;
    private ApiHost _api = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = new FakeProvider(_clock);
        _api = await ApiHost.StartAsync(_provider, _clock, more: services => services.AddSingleton<ITicketStore>(_shelf));
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _provider.Dispose();
    }

    [Fact]
    public async Task Is_given_for_a_token()
    {
        var answer = (await AskAsync(new JsonObject { ["path"] = "/echo" }, _provider.Token())).OrThrow();

        answer["ticket"].Length.ShouldBe(43);
        ((int)answer.Body["expiresIn"]!).ShouldBe(30);
        answer.Headers["Cache-Control"].ShouldBe("no-store");
    }

    [Fact]
    public async Task Is_not_given_without_a_token() => (await AskAsync(new JsonObject { ["path"] = "/echo" }, token: null)).Status.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Is_not_given_for_a_token_that_is_refused() =>
        (await AskAsync(new JsonObject { ["path"] = "/echo" }, _provider.Token(claims => claims["aud"] = "other"))).ShouldBeRefusedToken();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("echo")]
    [InlineData("//evil.example.test/echo")]
    [InlineData("https://evil.example.test/echo")]
    [InlineData("/echo?x=1")]
    public async Task Is_not_given_for_what_is_no_path(string? path) =>
        (await AskAsync(new JsonObject { ["path"] = path }, _provider.Token())).Error.ShouldBe("invalid_request");

    [Fact]
    public async Task Works_once()
    {
        var ticket = await _api.TicketAsync(_provider.Token());
        using var socket = await _api.OpenWithTicketAsync(ticket);

        (await ApiHost.RefusalAsync(() => _api.OpenWithTicketAsync(ticket))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Works_once_also_at_the_same_time()
    {
        var ticket = await _api.TicketAsync(_provider.Token());

        var attempts = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => TryAsync(ticket)));

        attempts.Count(opened => opened).ShouldBe(1);
    }

    [Fact]
    public async Task Works_for_half_a_minute()
    {
        var ticket = await _api.TicketAsync(_provider.Token());
        _clock.Advance(TimeSpan.FromSeconds(30));

        (await ApiHost.RefusalAsync(() => _api.OpenWithTicketAsync(ticket))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Works_on_its_path()
    {
        var ticket = await _api.TicketAsync(_provider.Token(), "/echo-recent");

        (await ApiHost.RefusalAsync(() => _api.OpenWithTicketAsync(ticket))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Is_good_for_no_more_than_the_token_was()
    {
        var ticket = await _api.TicketAsync(_provider.Token(claims => claims["acr"] = "other"));

        (await ApiHost.RefusalAsync(() => _api.OpenWithTicketAsync(ticket))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Leaves_nothing_of_itself_or_of_the_token_in_the_store()
    {
        var token = _provider.Token();
        var ticket = await _api.TicketAsync(token);

        var stored = _shelf.Tickets.ShouldHaveSingleItem();
        stored.Id.ShouldNotBe(ticket);
        Encoding.Latin1.GetString(stored.Sealed.Span).ShouldNotContain(token.Split('.')[2]);
    }

    private Task<Answer> AskAsync(JsonObject body, string? token) => _api.Caller.PostAsync("/tickets", body, token);

    private async Task<bool> TryAsync(string ticket)
    {
        try
        {
            using var socket = await _api.OpenWithTicketAsync(ticket);
            return true;
        }
        catch (UpgradeRefusedException)
        {
            return false;
        }
    }

    private sealed class Shelf : ITicketStore
    {
        private readonly Lock _guard = new();

        public List<StoredTicket> Tickets { get; } = [];

        public ValueTask AddAsync(StoredTicket ticket, CancellationToken ct)
        {
            lock (_guard)
                Tickets.Add(ticket);
            return ValueTask.CompletedTask;
        }

        public ValueTask<StoredTicket?> TakeAsync(string id, CancellationToken ct)
        {
            lock (_guard)
            {
                var found = Tickets.SingleOrDefault(ticket => ticket.Id == id);
                if (found is not null)
                    Tickets.Remove(found);
                return ValueTask.FromResult(found);
            }
        }
    }
}
