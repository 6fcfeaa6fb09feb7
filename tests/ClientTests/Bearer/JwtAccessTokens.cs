using System.Net;
using System.Text.Json.Nodes;
using Passkeys.ClientTests.Hosting;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests.Bearer;

/// <summary>JWT access tokens (RFC 9068) checked by the provider's keys alone. Each case is one deviation from a token that is accepted.</summary>
public sealed class JwtAccessTokens : IAsyncLifetime
{
    private readonly AdjustableClock _clock = new();
    private FakeProvider _provider = null!;
    private ApiHost _api = null!;

    public static TheoryData<string, JsonNode?> WrongClaims => new()
    {
        { "iss", "https://other.example.test" },
        { "iss", null },
        { "aud", "invoices" },
        { "aud", null },
        { "exp", null },
        { "exp", "never" },
        { "exp", 1000000000 },
        { "nbf", 9999999999 },
        { "cnf", new JsonObject { ["jkt"] = "a key" } },
    };

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
    public async Task Let_a_person_in_and_say_who_it_is()
    {
        var answer = (await _api.GetAsync("/orders", _provider.Token())).OrThrow();

        answer["subject"].ShouldBe("ada");
        answer["pool"].ShouldBe("demo");
        answer["acr"].ShouldBe("phr");
        answer["sessionId"].ShouldBe("session");
        answer.Body["amr"]!.AsArray().Select(method => (string?)method).ShouldBe(["pop", "user", "mfa"]);
        answer.Body["scope"]!.AsArray().Select(scope => (string?)scope).ShouldBe(["openid", "orders"]);
    }

    [Fact]
    public async Task May_be_signed_with_RS256()
    {
        _provider.RollOver(FakeProvider.NewRsaKey("rsa"));

        (await _api.GetAsync("/orders", _provider.Token())).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task May_be_for_several_apis()
    {
        var token = _provider.Token(claims => claims["aud"] = new JsonArray("invoices", FakeProvider.Audience));

        (await _api.GetAsync("/orders", token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    // Some providers send an array.
    [Fact]
    public async Task May_list_their_scopes()
    {
        var token = _provider.Token(claims => claims["scope"] = new JsonArray("orders", "orders.write"));

        (await _api.GetAsync("/scoped", token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(WrongClaims))]
    public async Task Are_refused_with(string claim, JsonNode? value) =>
        (await _api.GetAsync("/orders", _provider.Token(claims => Set(claims, claim, value)))).ShouldBeRefusedToken();

    [Theory]
    [InlineData("typ", "JWT")]
    [InlineData("typ", null)]
    [InlineData("typ", "passkey-result+jwt")]
    [InlineData("alg", "none")]
    [InlineData("alg", "RS256")]
    [InlineData("alg", "HS256")]
    [InlineData("kid", null)]
    [InlineData("kid", "nobody's")]
    [InlineData("crit", "exp")]
    public async Task Are_refused_with_the_header(string member, string? value) =>
        (await _api.GetAsync("/orders", _provider.Token(header: header => Set(header, member, value)))).ShouldBeRefusedToken();

    [Fact]
    public async Task Are_refused_when_another_key_signed_them()
    {
        var stranger = FakeProvider.NewEcKey(_provider.Key.Id);

        (await _api.GetAsync("/orders", _provider.Token(key: stranger))).ShouldBeRefusedToken();
    }

    [Fact]
    public async Task Are_refused_when_they_were_changed()
    {
        var parts = _provider.Token().Split('.');
        var other = _provider.Token(claims => claims["sub"] = "eve").Split('.');

        (await _api.GetAsync("/orders", $"{parts[0]}.{other[1]}.{parts[2]}")).ShouldBeRefusedToken();
    }

    [Fact]
    public async Task Are_refused_with_an_rsa_key_that_is_too_short()
    {
        _provider.RollOver(FakeProvider.NewRsaKey("short", bits: 1024));

        (await _api.GetAsync("/orders", _provider.Token())).ShouldBeRefusedToken();
    }

    [Theory]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("e30.e30.")]
    [InlineData("reference")]
    public async Task Are_no_other_text(string token) => (await _api.GetAsync("/orders", token)).ShouldBeRefusedToken();

    [Fact]
    public async Task Expire()
    {
        var token = _provider.Token();
        (await _api.GetAsync("/orders", token)).Status.ShouldBe(HttpStatusCode.OK);

        _clock.Advance(TimeSpan.FromMinutes(11));

        (await _api.GetAsync("/orders", token)).ShouldBeRefusedToken();
    }

    private static void Set(JsonObject json, string member, JsonNode? value)
    {
        if (value is null)
            json.Remove(member);
        else
            json[member] = value.DeepClone();
    }
}
