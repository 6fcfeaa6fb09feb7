using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Logout;

/// <summary>OpenID Connect RP-Initiated Logout 1.0: what the sign-out page is told of each request.</summary>
public sealed class EndSession(SharedHosts hosts) : IAsyncLifetime
{
    private const string Portal = "http://localhost:5001/";

    private PageVisit _visit = null!;
    private Session _session = null!;

    private HostFixture Host => hosts.Sqlite;

    public async ValueTask InitializeAsync()
    {
        _visit = await PageVisit.StartAsync(Host);
        _session = await _visit.SignInAsync();
    }

    public ValueTask DisposeAsync()
    {
        _visit.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_id_token_of_the_session_at_hand_signs_out_without_a_question_and_goes_back_with_the_state()
    {
        var logout = await AskAsync(new() { ["id_token_hint"] = await HintAsync(), ["post_logout_redirect_uri"] = Portal, ["state"] = "a&b c" });

        logout.MustAsk.ShouldBeFalse();
        logout.Client!.ClientId.ShouldBe("demo-portal");
        logout.PostLogoutRedirectUri.ShouldBe(Portal + "?state=a%26b%20c");
    }

    [Fact]
    public async Task An_expired_id_token_still_says_who_is_meant()
    {
        var hint = await _visit.IdentityTokenAsync(_session, deviate: claims => claims["exp"] = 1);

        (await AskAsync(new() { ["id_token_hint"] = hint })).MustAsk.ShouldBeFalse();
    }

    [Fact]
    public async Task A_post_does_the_same()
    {
        var form = new Dictionary<string, string> { ["id_token_hint"] = await HintAsync(), ["post_logout_redirect_uri"] = Portal };

        var logout = await _visit.FindLogoutAsync(PageVisit.LogoutIdOf(await Host.Caller.PostFormAsync("/connect/endsession", form)));

        logout!.PostLogoutRedirectUri.ShouldBe(Portal);
        logout.MustAsk.ShouldBeFalse();
    }

    [Fact]
    public async Task A_client_that_only_names_itself_goes_back_after_a_question()
    {
        var logout = await AskAsync(new() { ["client_id"] = "demo-portal", ["post_logout_redirect_uri"] = Portal });

        logout.MustAsk.ShouldBeTrue();
        logout.PostLogoutRedirectUri.ShouldBe(Portal);
    }

    [Fact]
    public async Task A_request_without_parameters_is_asked_about()
    {
        var logout = await AskAsync([]);

        logout.MustAsk.ShouldBeTrue();
        logout.Client.ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_session_there_is_nothing_to_ask_about()
    {
        await Host.QueryAsync(db => db.Sessions.Where(s => s.Pool == new PoolId(_visit.Site.Pool)).ExecuteDeleteAsync());

        (await AskAsync([])).MustAsk.ShouldBeFalse();
    }

    [Theory]
    [InlineData("sid")]
    [InlineData("sub")]
    public async Task An_id_token_of_another_session_is_asked_about(string claim)
    {
        var hint = await _visit.IdentityTokenAsync(_session, deviate: claims => claims[claim] = "other");

        (await AskAsync(new() { ["id_token_hint"] = hint })).MustAsk.ShouldBeTrue();
    }

    [Theory]
    [InlineData("http://localhost:5001")]
    [InlineData("http://localhost:5001/?a=b")]
    [InlineData("http://localhost:5001/signin-passkeys")]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task An_address_that_is_not_registered_is_not_gone_to(string uri)
    {
        var logout = await AskAsync(new() { ["id_token_hint"] = await HintAsync(), ["post_logout_redirect_uri"] = uri });

        logout.PostLogoutRedirectUri.ShouldBeNull();
        logout.Client.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_address_without_a_client_is_not_gone_to() =>
        (await AskAsync(new() { ["post_logout_redirect_uri"] = Portal })).PostLogoutRedirectUri.ShouldBeNull();

    [Fact]
    public async Task An_address_of_another_client_is_not_gone_to() =>
        (await AskAsync(new() { ["client_id"] = "native-app", ["post_logout_redirect_uri"] = Portal })).PostLogoutRedirectUri.ShouldBeNull();

    [Fact]
    public async Task A_client_that_is_not_the_one_of_the_hint_gets_nothing() =>
        await ShouldBeNobodysAsync(new() { ["id_token_hint"] = await HintAsync(), ["client_id"] = "native-app", ["post_logout_redirect_uri"] = Portal });

    [Fact]
    public async Task A_hint_for_a_client_that_does_not_exist_is_none() =>
        await ShouldBeNobodysAsync(new() { ["id_token_hint"] = await _visit.IdentityTokenAsync(_session, "nobody"), ["post_logout_redirect_uri"] = Portal });

    [Fact]
    public async Task An_access_token_is_no_hint() =>
        await ShouldBeNobodysAsync(new() { ["id_token_hint"] = await _visit.IdentityTokenAsync(_session, type: "at+jwt"), ["post_logout_redirect_uri"] = Portal });

    [Fact]
    public async Task A_forged_hint_takes_the_client_that_names_itself_down_with_it()
    {
        var hint = await HintAsync();
        var forged = hint[..^4] + (hint.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA");

        await ShouldBeNobodysAsync(new() { ["id_token_hint"] = forged, ["client_id"] = "demo-portal", ["post_logout_redirect_uri"] = Portal });
    }

    [Theory]
    [InlineData("/connect/endsession?client_id=demo-portal&client_id=demo-portal&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A5001%2F")]
    [InlineData("/connect/endsession?client_id=demo-portal&client_id=native-app&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A5001%2F")]
    public async Task A_parameter_that_is_there_twice_spoils_the_request(string address)
    {
        var logout = await _visit.FindLogoutAsync(PageVisit.LogoutIdOf(await Host.Caller.GetAsync(address)));

        logout!.Client.ShouldBeNull();
        logout.PostLogoutRedirectUri.ShouldBeNull();
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_asked_about()
    {
        var logout = await _visit.FindLogoutAsync(PageVisit.LogoutIdOf(await Host.Caller.PostTextAsync("/connect/endsession", "{}")));

        logout!.MustAsk.ShouldBeTrue();
    }

    [Fact]
    public async Task A_state_too_long_for_an_address_keeps_the_person_here() =>
        (await AskAsync(new() { ["client_id"] = "demo-portal", ["post_logout_redirect_uri"] = Portal, ["state"] = new string('s', 2001) })).PostLogoutRedirectUri.ShouldBeNull();

    [Fact]
    public async Task The_languages_are_handed_on() =>
        (await AskAsync(new() { ["ui_locales"] = "fr-CA  fr <script>" })).UiLocales.ShouldBe(["fr-CA", "fr"]);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("made-up")]
    public async Task A_logout_id_that_is_not_ours_is_none(string? logoutId) => (await _visit.FindLogoutAsync(logoutId)).ShouldBeNull();

    private Task<string> HintAsync() => _visit.IdentityTokenAsync(_session);

    private async Task<LogoutContext> AskAsync(Dictionary<string, string?> parameters) => (await _visit.AskToSignOutAsync(parameters)).ShouldNotBeNull();

    private async Task ShouldBeNobodysAsync(Dictionary<string, string?> parameters)
    {
        var logout = await AskAsync(parameters);
        logout.MustAsk.ShouldBeTrue();
        logout.Client.ShouldBeNull();
        logout.PostLogoutRedirectUri.ShouldBeNull();
    }
}
