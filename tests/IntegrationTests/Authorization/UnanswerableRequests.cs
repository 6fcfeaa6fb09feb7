using Passkeys.IdentityServer.Engine;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Authorization;

/// <summary>Where client or redirect URI is wrong, the person is told, and nobody is redirected (RFC 6749 §4.1.2.1, RFC 9700 §4.11).</summary>
public sealed class UnanswerableRequests(OwnHost own) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private Portal _portal = null!;

    public static TheoryData<string, string?> Deviations => new()
    {
        { "client_id", null },
        { "client_id", "nobody" },
        { "client_id", "native-app" },
        { "redirect_uri", null },
        { "redirect_uri", "https://evil.example/" },
        { "redirect_uri", $"{Portal.RedirectUri}/" },
        { "redirect_uri", $"{Portal.RedirectUri}?a=b" },
        { "redirect_uri", "http://localhost:5002/signin-passkeys" },
    };

    public async ValueTask InitializeAsync() => _portal = await Portal.OpenAsync(own.Host);

    public ValueTask DisposeAsync()
    {
        _portal.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory, MemberData(nameof(Deviations))]
    public async Task The_error_page_says_why(string parameter, string? value)
    {
        var error = await ReadAsync(await _portal.AuthorizeAsync((parameter, value)));

        error.Code.ShouldBe("invalid_request");
        error.Description.ShouldNotBeNullOrEmpty();
    }

    [Theory, MemberData(nameof(Deviations))]
    public async Task A_form_is_answered_no_better(string parameter, string? value) =>
        (await ReadAsync(await _portal.AuthorizeByFormAsync((parameter, value)))).Code.ShouldBe("invalid_request");

    [Theory]
    [InlineData("client_id", Portal.ClientId)]
    [InlineData("redirect_uri", Portal.RedirectUri)]
    public async Task One_that_is_there_twice_is_refused(string parameter, string value) =>
        (await ReadAsync(await _portal.Browser.GetAsync($"{_portal.AddressOf()}&{parameter}={Uri.EscapeDataString(value)}"))).Code.ShouldBe("invalid_request");

    [Fact]
    public async Task The_application_is_named_where_it_is_known() =>
        (await ReadAsync(await _portal.AuthorizeAsync(("redirect_uri", "https://evil.example/")))).ClientName.ShouldBe("Demo portal");

    [Fact]
    public async Task The_audit_has_it_without_a_pool()
    {
        var entry = await own.Host.AuditOfAsync(() => _portal.AuthorizeAsync(("redirect_uri", "https://evil.example/")));

        (entry.Pool, entry.Outcome, entry.Reason, entry.ClientId).ShouldBe((null, "refused", "invalid_request", Portal.ClientId));
    }

    [Fact]
    public async Task A_made_up_error_is_none() =>
        (await _portal.AskEngineAsync(engine => engine.FindErrorAsync("made-up", CancellationToken.None))).ShouldBeNull();

    [Fact]
    public async Task A_form_that_is_none_is_refused() =>
        (await ReadAsync(await _portal.Browser.PostTextAsync("/connect/authorize", "{}"))).Code.ShouldBe("invalid_request");

    [Fact]
    public async Task A_native_application_listens_on_any_port()
    {
        const string uri = "http://127.0.0.1:51234/signed-in";
        await _portal.SignInAsync();

        (await _portal.AuthorizeAsync(("client_id", TestClients.BrowserApp), ("redirect_uri", uri))).SentBack(uri).ShouldContainKey("code");
    }

    private async Task<EngineError> ReadAsync(Answer answer) =>
        (await _portal.AskEngineAsync(engine => engine.FindErrorAsync(answer.ErrorId(), CancellationToken.None))).ShouldNotBeNull();
}
