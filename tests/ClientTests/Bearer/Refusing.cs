using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Passkeys.Client.Bearer;
using Passkeys.ClientTests.Hosting;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests.Bearer;

/// <summary>What is refused, how, and who hears of it.</summary>
public sealed class Refusing : IAsyncLifetime
{
    private readonly AdjustableClock _clock = new();
    private FakeProvider _provider = null!;
    private ApiHost _api = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = new FakeProvider(_clock);
        _api = await ApiHost.StartAsync(_provider, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _provider.Dispose();
    }

    [Fact]
    public async Task An_endpoint_that_asks_for_nothing_needs_no_token() => (await _api.GetAsync("/open")).Status.ShouldBe(HttpStatusCode.OK);

    // RFC 6750 §3.1: no error code where there was no token.
    [Fact]
    public async Task Without_a_token_the_answer_says_that_one_is_needed()
    {
        var answer = await _api.GetAsync("/orders");

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers["WWW-Authenticate"].ShouldBe("Bearer");
    }

    [Fact]
    public async Task Other_schemes_are_no_token()
    {
        var answer = await _api.Caller.SendAsync(HttpMethod.Get, "/orders", null, new AuthenticationHeaderValue("Basic", "YTpi"));

        answer.Headers["WWW-Authenticate"].ShouldBe("Bearer");
    }

    // RFC 6750 §2.3: addresses are logged.
    [Fact]
    public async Task A_token_in_the_address_is_refused_though_it_be_good()
    {
        var answer = await _api.GetAsync("/orders?access_token=" + _provider.Token());

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Error.ShouldBe("invalid_request");
    }

    [Fact]
    public async Task A_ticket_opens_nothing_but_a_WebSocket()
    {
        var ticket = await _api.TicketAsync(_provider.Token(), "/orders");

        (await _api.GetAsync("/orders?ticket=" + ticket)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_hook_hears_of_every_refusal_and_why()
    {
        await _api.GetAsync("/orders");
        await _api.GetAsync("/orders", "nonsense");
        await _api.GetAsync("/hardware", _provider.Token());

        _api.Refused.Select(refused => (refused.Reason, refused.Status, refused.Subject)).ShouldBe(
        [
            (UnauthorizedReason.NoToken, 401, null),
            (UnauthorizedReason.InvalidToken, 401, null),
            (UnauthorizedReason.InsufficientAuthentication, 401, "ada"),
        ]);
        _api.Refused.First().Endpoint.ShouldNotBeNull().ShouldContain("/orders");
        _api.Reached.ShouldBe(0);
    }

    [Fact]
    public async Task The_hook_hears_nothing_of_what_was_let_in()
    {
        await _api.GetAsync("/orders", _provider.Token());

        _api.Refused.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_service_hears_of_it_too_and_may_write_the_answer()
    {
        await using var api = await ApiHost.StartAsync(_provider, _clock, more: services => services.AddSingleton<IUnauthorizedObserver, Writer>());

        var answer = await api.GetAsync("/orders");

        (answer.Status, answer.Text).ShouldBe((HttpStatusCode.Unauthorized, "no entry: NoToken"));
    }

    [Fact]
    public async Task Nothing_of_a_token_is_in_the_log()
    {
        var (good, bad) = (_provider.Token(), _provider.Token(claims => claims["aud"] = "other"));
        await _api.GetAsync("/orders", good);
        await _api.GetAsync("/orders", bad);
        await _api.GetAsync("/orders", "a-reference-token");

        var log = string.Join('\n', _api.Log.Lines);
        log.ShouldContain("Request refused");
        foreach (var secret in new[] { good.Split('.')[2], bad.Split('.')[2], "a-reference-token" })
            log.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData("http://id.example.test", "orders")]
    [InlineData("", "orders")]
    [InlineData(FakeProvider.Issuer, "")]
    public async Task An_api_that_cannot_work_does_not_start(string authority, string audience) =>
        await Should.ThrowAsync<OptionsValidationException>(() => ApiHost.StartAsync(_provider, _clock, options => (options.Authority, options.Audience) = (authority, audience)));

    private sealed class Writer : IUnauthorizedObserver
    {
        public async ValueTask OnUnauthorizedAsync(UnauthorizedRequest request, CancellationToken ct) => await request.Http.Response.WriteAsync($"no entry: {request.Reason}", ct);
    }
}
