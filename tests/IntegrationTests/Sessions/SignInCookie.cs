using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Sessions;

/// <summary>The sign-in cookie of the host's own pages.</summary>
public sealed class SignInCookie(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;
    private HttpClient _browser = null!;
    private Caller _page = null!;

    public async ValueTask InitializeAsync()
    {
        _site = await hosts.Sqlite.NewPoolAsync();
        (_phone, _) = await _site.NewPersonAsync();
        _browser = hosts.Sqlite.NewBrowser();
        _page = new Caller(_browser);
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        _browser.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_sign_in_without_a_client_sets_a_cookie_that_no_script_reads()
    {
        var cookie = (await SignInAsync()).Headers["Set-Cookie"].ToUpperInvariant();

        cookie.ShouldContain("HTTPONLY");
        cookie.ShouldContain("SAMESITE=LAX");
        cookie.ShouldContain("PATH=/");
    }

    [Fact]
    public async Task A_sign_in_without_a_client_gives_no_code()
    {
        var answer = await SignInAsync();

        answer.Body.ContainsKey("code").ShouldBeFalse();
        answer["redirect"].ShouldStartWith("/");
    }

    [Fact]
    public async Task A_sign_in_goes_on_to_the_page_that_asked_for_it()
    {
        var ceremony = await _site.BeginSignInAsync();
        var body = new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = _phone.Sign(ceremony.Options), ["returnUrl"] = "/passkeys?from=here" };

        (await _page.PostAsync(_site.Path("login/webauthn/finish"), body))["redirect"].ShouldBe("/passkeys?from=here");
    }

    [Fact]
    public async Task A_sign_in_for_a_client_sets_no_cookie_and_gives_a_code_and_a_result()
    {
        var ceremony = await _site.BeginSignInAsync(clientId: "native-app");

        var answer = (await _site.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options))).OrThrow();

        answer.Headers.ContainsKey("Set-Cookie").ShouldBeFalse();
        answer["code"].ShouldNotBeEmpty();
        ((string)Tokens.ClaimsOf(answer["result"])["aud"]!).ShouldBe("native-app");
    }

    [Fact]
    public async Task A_page_of_another_site_gets_no_cookie()
    {
        _browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        (await SignInAsync()).Headers.ContainsKey("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task The_cookie_opens_the_list()
    {
        await SignInAsync();

        (await _page.GetAsync(_site.Path("passkeys"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_cookie_of_one_pool_opens_nothing_in_another()
    {
        await SignInAsync();
        var other = await hosts.Sqlite.NewPoolAsync();

        (await _page.GetAsync(other.Path("passkeys"))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_cookie_adds_a_passkey()
    {
        await SignInAsync();
        using var laptop = _site.NewPhone();
        var begun = (await _page.PostAsync(_site.Path("register/webauthn/begin"), new JsonObject())).OrThrow();

        var body = new JsonObject { ["ceremony"] = begun["ceremony"], ["credential"] = laptop.Register(begun.Body["publicKey"]!) };

        (await _page.PostAsync(_site.Path("register/webauthn/finish"), body)).ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_page_of_another_site_changes_nothing_with_the_cookie(string header, string value)
    {
        await SignInAsync();
        _browser.DefaultRequestHeaders.Add(header, value);

        (await _page.PostAsync(_site.Path("register/webauthn/begin"), new JsonObject())).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_cookie_ends_with_its_passkey_at_once()
    {
        await SignInAsync();
        var passkey = (await hosts.Sqlite.PasskeysAsync(_site))[0].Id;
        (await _page.SendAsync(HttpMethod.Delete, _site.Path($"passkeys/{passkey}?confirm=last_credential"), null, bearer: null)).ShouldBe(HttpStatusCode.OK);

        (await _page.GetAsync(_site.Path("passkeys"))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Answers_are_not_kept_by_anyone() =>
        (await SignInAsync()).Headers["Cache-Control"].ShouldContain("no-store");

    private async Task<Answer> SignInAsync()
    {
        var ceremony = await _site.BeginSignInAsync();
        var body = new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = _phone.Sign(ceremony.Options) };
        return (await _page.PostAsync(_site.Path("login/webauthn/finish"), body)).OrThrow();
    }
}
