using System.Net;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Authorization;

/// <summary>Pushed authorization requests (RFC 9126). The clock is the test's.</summary>
public sealed class PushedRequestTests(OwnHost own) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private Portal _portal = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await Portal.OpenAsync(own.Host);
        await _portal.SignInAsync();
    }

    public ValueTask DisposeAsync()
    {
        _portal.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_pushed_request_is_answered()
    {
        var pushed = await PushAsync();

        pushed.ShouldBe(HttpStatusCode.Created);
        (await UseAsync(pushed["request_uri"])).SentBack()["state"].ShouldBe("state-of-the-portal");
    }

    [Fact]
    public async Task The_answer_says_for_how_long() => ((long)(await PushAsync()).Body["expires_in"]!).ShouldBe(90);

    [Fact]
    public async Task It_is_used_once()
    {
        var requestUri = (await PushAsync())["request_uri"];
        await UseAsync(requestUri);

        (await ErrorOfAsync(await UseAsync(requestUri))).ShouldBe("invalid_request_uri");
    }

    [Fact]
    public async Task It_expires()
    {
        var requestUri = (await PushAsync())["request_uri"];
        own.Host.Clock.Advance(TimeSpan.FromSeconds(90));

        (await ErrorOfAsync(await UseAsync(requestUri))).ShouldBe("invalid_request_uri");
    }

    [Fact]
    public async Task Another_client_cannot_use_it()
    {
        var requestUri = (await PushAsync())["request_uri"];

        (await ErrorOfAsync(await UseAsync(requestUri, TestClients.BrowserApp))).ShouldBe("invalid_request_uri");
    }

    [Fact]
    public async Task Another_client_does_not_use_it_up()
    {
        var requestUri = (await PushAsync())["request_uri"];
        await UseAsync(requestUri, TestClients.BrowserApp);

        (await UseAsync(requestUri)).SentBack().ShouldContainKey("code");
    }

    [Fact]
    public async Task What_the_browser_adds_does_not_count()
    {
        var requestUri = (await PushAsync())["request_uri"];

        (await _portal.Browser.GetAsync($"{AddressOf(requestUri, Portal.ClientId)}&scope=demo-api&state=another&redirect_uri=https://evil.example/"))
            .SentBack()["state"].ShouldBe("state-of-the-portal");
    }

    [Theory]
    [InlineData("scope", null, "invalid_scope")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("redirect_uri", "https://evil.example/", "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("request_uri", "urn:ietf:params:oauth:request_uri:x", "invalid_request")]
    public async Task What_is_wrong_is_said_at_once(string parameter, string? value, string error) =>
        (await PushAsync((parameter, value))).ShouldBe(HttpStatusCode.BadRequest, error);

    [Fact]
    public async Task A_client_that_does_not_authenticate_pushes_nothing() =>
        (await PushAsync(("client_secret", null))).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");

    [Fact]
    public async Task A_public_client_pushes_without_a_secret() => (await PushAsync(
        ("client_id", TestClients.BrowserApp), ("client_secret", null), ("redirect_uri", TestClients.BrowserAppUri))).ShouldBe(HttpStatusCode.Created);

    [Fact]
    public async Task A_client_that_must_push_is_answered_when_it_does()
    {
        var pushed = await PushAsync(("client_id", TestClients.PushingApp), ("client_secret", null), ("redirect_uri", TestClients.BrowserAppUri));

        (await UseAsync(pushed["request_uri"], TestClients.PushingApp)).SentBack(TestClients.BrowserAppUri).ShouldContainKey("code");
    }

    [Fact]
    public async Task What_is_stored_tells_nothing()
    {
        await PushAsync(("login_hint", "alice@example.com"));

        (await own.Host.QueryAsync(db => Task.FromResult(db.PushedRequests.Select(r => r.ProtectedParameters).ToList()))).ShouldAllBe(text => !text.Contains("alice"));
    }

    private static string AddressOf(string requestUri, string clientId) => $"/connect/authorize?client_id={clientId}&request_uri={Uri.EscapeDataString(requestUri)}";

    private Task<Answer> UseAsync(string requestUri, string clientId = Portal.ClientId) => _portal.Browser.GetAsync(AddressOf(requestUri, clientId));

    private Task<Answer> PushAsync(params (string Name, string? Value)[] deviations)
    {
        var form = _portal.Request();
        form["client_secret"] = Portal.Secret;
        foreach (var (name, value) in deviations)
            form[name] = value;
        return own.Host.Caller.PostFormAsync("/connect/par", form.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value!));
    }

    private async Task<string?> ErrorOfAsync(Answer answer) =>
        (await _portal.AskEngineAsync(engine => engine.FindErrorAsync(answer.ErrorId(), CancellationToken.None)))?.Code;
}
