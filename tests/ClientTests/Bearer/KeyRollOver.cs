using System.Net;
using Passkeys.ClientTests.Hosting;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests.Bearer;

/// <summary>The provider's keys come and go, and the API follows without being restarted.</summary>
public sealed class KeyRollOver : IAsyncLifetime
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(11);

    private readonly AdjustableClock _clock = new();
    private FakeProvider _provider = null!;
    private ApiHost _api = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = new FakeProvider(_clock);
        _api = await ApiHost.StartAsync(_provider, _clock);
        (await _api.GetAsync("/orders", _provider.Token())).Status.ShouldBe(HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _provider.Dispose();
    }

    [Fact]
    public async Task A_token_of_a_new_key_is_accepted_at_once()
    {
        _clock.Advance(Pause);
        _provider.RollOver(FakeProvider.NewEcKey("second"));

        (await _api.GetAsync("/orders", _provider.Token())).Status.ShouldBe(HttpStatusCode.OK);
        _provider.KeyReads.ShouldBe(2);
    }

    [Fact]
    public async Task Known_keys_are_not_read_again()
    {
        _clock.Advance(TimeSpan.FromMinutes(5));

        (await _api.GetAsync("/orders", _provider.Token())).Status.ShouldBe(HttpStatusCode.OK);
        _provider.KeyReads.ShouldBe(1);
    }

    [Fact]
    public async Task Keys_that_nobody_has_do_not_make_the_api_ask_each_time()
    {
        _clock.Advance(Pause);
        for (var i = 0; i < 20; i++)
            (await _api.GetAsync("/orders", _provider.Token(header: header => header["kid"] = $"unknown-{i}"))).ShouldBeRefusedToken();

        _provider.KeyReads.ShouldBe(2);
    }

    [Fact]
    public async Task A_withdrawn_key_is_believed_for_an_hour_at_most()
    {
        var old = _provider.Key;
        _provider.RollOver(FakeProvider.NewEcKey("second"));
        _provider.Withdraw(old.Id);
        _clock.Advance(TimeSpan.FromMinutes(61));

        (await _api.GetAsync("/orders", _provider.Token(key: old))).ShouldBeRefusedToken();
    }

    [Fact]
    public async Task Known_keys_serve_on_while_the_provider_is_away()
    {
        _provider.IsUp = false;
        _clock.Advance(TimeSpan.FromHours(2));

        (await _api.GetAsync("/orders", _provider.Token())).Status.ShouldBe(HttpStatusCode.OK);
    }

    // A 401 would make apps throw away tokens that are good.
    [Fact]
    public async Task Without_any_keys_the_api_says_that_it_cannot_tell()
    {
        using var silent = new FakeProvider(_clock) { IsUp = false };
        await using var api = await ApiHost.StartAsync(silent, _clock);

        var answer = await api.GetAsync("/orders", silent.Token());

        answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers["Retry-After"].ShouldBe("5");
        answer.Error.ShouldBe("provider_unavailable");
    }
}
