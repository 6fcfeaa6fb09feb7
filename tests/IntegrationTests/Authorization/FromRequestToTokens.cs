using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Authorization;

/// <summary>The whole way of OpenID Connect Core 1.0 §3.1: request, sign-in, code, tokens.</summary>
public sealed class FromRequestToTokens(SharedHosts hosts) : IAsyncLifetime
{
    private Portal _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await Portal.OpenAsync(hosts.Sqlite);

    public ValueTask DisposeAsync()
    {
        _portal.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Who_is_not_signed_in_signs_in_and_goes_on_to_the_application()
    {
        var returnUrl = (await _portal.AuthorizeAsync()).ReturnUrlOf("/account/sign-in");
        var next = (await _portal.SignInAsync(returnUrl))["redirect"];

        (await _portal.Browser.GetAsync(next)).SentBack().ShouldContainKey("code");
    }

    [Fact]
    public async Task Who_is_signed_in_goes_on_at_once()
    {
        await _portal.SignInAsync();

        (await _portal.AuthorizeAsync()).SentBack().ShouldContainKey("code");
    }

    [Fact]
    public async Task The_answer_has_the_state_of_the_request()
    {
        await _portal.SignInAsync();

        (await _portal.AuthorizeAsync(("state", "a state & more=1"))).SentBack()["state"].ShouldBe("a state & more=1");
    }

    [Fact]
    public async Task The_answer_names_the_issuer()
    {
        await _portal.SignInAsync();

        (await _portal.AuthorizeAsync()).SentBack()["iss"].ShouldBe(_portal.Host.Origin);
    }

    [Fact]
    public async Task A_code_gives_an_id_token_with_the_nonce_of_the_request()
    {
        var tokens = Tokens.Of(await _portal.RedeemAsync(await _portal.CodeAsync()));

        ((string?)Tokens.ClaimsOf(tokens.Id!)["nonce"]).ShouldBe("nonce-of-the-portal");
    }

    [Fact]
    public async Task A_code_gives_the_scope_of_the_request() =>
        (await _portal.RedeemAsync(await _portal.CodeAsync(("scope", "openid email"))))["scope"].ShouldBe("openid email");

    [Fact]
    public async Task A_request_without_openid_gives_no_id_token() =>
        Tokens.Of(await _portal.RedeemAsync(await _portal.CodeAsync(("scope", "demo-api")))).Id.ShouldBeNull();

    [Fact]
    public async Task Offline_access_gives_a_refresh_token()
    {
        var code = await _portal.CodeAsync(("scope", "openid offline_access"));

        Tokens.Of(await _portal.RedeemAsync(code)).Refresh.ShouldNotBeNull();
    }

    [Fact]
    public async Task Discovery_names_the_languages_of_the_pages() =>
        (await _portal.Browser.GetAsync("/.well-known/openid-configuration")).Body["ui_locales_supported"]!.AsArray().Select(tag => (string)tag!).ShouldContain("ja");

    [Fact]
    public async Task A_form_is_as_good_as_a_query()
    {
        await _portal.SignInAsync();
        var next = (await _portal.AuthorizeByFormAsync()).Location();

        next.ShouldStartWith("/connect/authorize/callback?request=");
        (await _portal.Browser.GetAsync(next)).SentBack().ShouldContainKey("code");
    }
}
