using System.Net;
using Passkeys.ClientTests.Hosting;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests.Bearer;

/// <summary>Reference tokens, and JWTs where the API wants to know more than their signature: introspection (RFC 7662) with a short memory.</summary>
public sealed class IntrospectedAccessTokens : IAsyncLifetime
{
    private readonly AdjustableClock _clock = new();
    private FakeProvider _provider = null!;
    private ApiHost _api = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = new FakeProvider(_clock) { };
        _provider.Introspect = token => token == "ended" ? null : _provider.Claims();
        _api = await NewApiAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _provider.Dispose();
    }

    [Fact]
    public async Task Let_a_person_in_and_say_who_it_is() => (await _api.GetAsync("/orders", "reference")).OrThrow()["subject"].ShouldBe("ada");

    [Fact]
    public async Task Are_asked_about_once_within_five_seconds()
    {
        await _api.GetAsync("/orders", "reference");
        await _api.GetAsync("/any", "reference");

        _provider.Introspections.ShouldBe(1);
    }

    [Fact]
    public async Task Are_asked_about_once_however_many_ask_at_the_same_time()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _api.GetAsync("/orders", "reference")));

        _provider.Introspections.ShouldBe(1);
    }

    [Fact]
    public async Task Are_asked_about_again_after_five_seconds()
    {
        await _api.GetAsync("/orders", "reference");
        _clock.Advance(TimeSpan.FromSeconds(5));
        _provider.Introspect = _ => null;

        (await _api.GetAsync("/orders", "reference")).ShouldBeRefusedToken();
    }

    [Fact]
    public async Task Are_each_asked_about()
    {
        await _api.GetAsync("/orders", "reference");

        (await _api.GetAsync("/orders", "ended")).ShouldBeRefusedToken();
        _provider.Introspections.ShouldBe(2);
    }

    [Theory]
    [InlineData("aud", "invoices")]
    [InlineData("aud", null)]
    [InlineData("exp", null)]
    [InlineData("iss", "https://other.example.test")]
    public async Task Are_refused_when_the_answer_says(string claim, string? value)
    {
        _provider.Introspect = _ =>
        {
            var said = _provider.Claims();
            said.Remove(claim);
            if (value is not null)
                said[claim] = value;
            return said;
        };

        (await _api.GetAsync("/orders", "reference")).ShouldBeRefusedToken();
    }

    [Fact]
    public async Task That_are_jwts_are_not_asked_about_by_default()
    {
        (await _api.GetAsync("/orders", _provider.Token())).Status.ShouldBe(HttpStatusCode.OK);

        _provider.Introspections.ShouldBe(0);
    }

    [Fact]
    public async Task That_are_jwts_end_with_their_passkey_where_the_api_asks()
    {
        await using var api = await NewApiAsync(introspectJwts: true);
        _provider.Introspect = _ => null;

        (await api.GetAsync("/orders", _provider.Token())).ShouldBeRefusedToken();
    }

    [Fact]
    public async Task That_are_forged_cost_no_question_where_the_api_asks()
    {
        await using var api = await NewApiAsync(introspectJwts: true);

        (await api.GetAsync("/orders", _provider.Token(key: FakeProvider.NewEcKey(_provider.Key.Id)))).ShouldBeRefusedToken();
        _provider.Introspections.ShouldBe(0);
    }

    [Fact]
    public async Task Cannot_be_judged_while_the_provider_is_away_and_can_as_soon_as_it_is_back()
    {
        _provider.IsUp = false;
        (await _api.GetAsync("/orders", "reference")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);

        _provider.IsUp = true;
        _clock.Advance(TimeSpan.FromSeconds(11));

        (await _api.GetAsync("/orders", "reference")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private Task<ApiHost> NewApiAsync(bool introspectJwts = false) => ApiHost.StartAsync(_provider, _clock, options =>
    {
        options.IntrospectJwts = introspectJwts;
        (options.Introspection.ClientId, options.Introspection.ClientSecret) = ("orders", "secret");
    });
}
