using System.Net;
using Passkeys.Client.Policies;
using Passkeys.ClientTests.Hosting;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests.Policies;

/// <summary><c>RequirePasskey()</c>: what a token does not say is not so.</summary>
public sealed class RequiringAPasskey : IAsyncLifetime
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

    [Theory]
    [InlineData("sub")]
    [InlineData("acr")]
    public async Task Fails_without_the_claim(string claim) =>
        (await _api.GetAsync("/orders", _provider.Token(claims => claims.Remove(claim)))).Error.ShouldBe("insufficient_user_authentication");

    [Theory]
    [InlineData("pwd")]
    [InlineData("")]
    [InlineData("PHR")]
    public async Task Fails_with_another_class(string acr) =>
        (await _api.GetAsync("/orders", _provider.Token(claims => claims["acr"] = acr))).Error.ShouldBe("insufficient_user_authentication");

    [Fact]
    public async Task Takes_attested_hardware_for_any_passkey() =>
        (await _api.GetAsync("/orders", _provider.Token(claims => claims["acr"] = "phrh"))).Status.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Asks_for_hardware_where_it_has_to_be()
    {
        var answer = await _api.GetAsync("/hardware", _provider.Token());

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers["WWW-Authenticate"].ShouldContain("acr_values=\"phrh\"");
    }

    [Fact]
    public async Task Lets_a_recent_person_in() => (await _api.GetAsync("/payout", _provider.Token())).Status.ShouldBe(HttpStatusCode.OK);

    // RFC 9470 §3.
    [Fact]
    public async Task Asks_a_person_again_whose_authentication_is_too_old()
    {
        var token = _provider.Token();
        _clock.Advance(TimeSpan.FromSeconds(301));

        var answer = await _api.GetAsync("/payout", token);

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers["WWW-Authenticate"].ShouldStartWith("Bearer error=\"insufficient_user_authentication\"");
        answer.Headers["WWW-Authenticate"].ShouldContain("acr_values=\"phr\"");
        answer.Headers["WWW-Authenticate"].ShouldEndWith("max_age=300");
        _api.Reached.ShouldBe(0);
    }

    [Fact]
    public async Task Fails_where_a_maximum_age_is_set_and_no_time_is_told() =>
        (await _api.GetAsync("/payout", _provider.Token(claims => claims.Remove("auth_time")))).Error.ShouldBe("insufficient_user_authentication");

    [Fact]
    public async Task Fails_with_an_authentication_that_is_yet_to_come() =>
        (await _api.GetAsync("/payout", _provider.Token(claims => claims["auth_time"] = _clock.GetUtcNow().ToUnixTimeSeconds() + 60))).Error.ShouldBe("insufficient_user_authentication");

    [Fact]
    public async Task Names_the_scopes_that_are_needed()
    {
        var answer = await _api.GetAsync("/scoped", _provider.Token());

        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers["WWW-Authenticate"].ShouldStartWith("Bearer error=\"insufficient_scope\"");
        answer.Headers["WWW-Authenticate"].ShouldEndWith("scope=\"orders orders.write\"");
    }

    [Fact]
    public async Task Lets_in_who_has_all_scopes() =>
        (await _api.GetAsync("/scoped", _provider.Token(claims => claims["scope"] = "orders orders.write more"))).Status.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public void Cannot_ask_for_an_age_of_nothing() => Should.Throw<ArgumentOutOfRangeException>(() => new PasskeyRequirement(TimeSpan.Zero));

    [Fact]
    public async Task Lets_a_clients_own_token_to_what_needs_no_person() =>
        (await _api.GetAsync("/any", _provider.Token(claims => claims.Remove("sub")))).Status.ShouldBe(HttpStatusCode.OK);
}
