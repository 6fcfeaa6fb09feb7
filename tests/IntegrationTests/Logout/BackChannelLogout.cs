using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Logout;

/// <summary>OpenID Connect Back-Channel Logout 1.0: who is told of what, and how.</summary>
public sealed class BackChannelLogout : IAsyncLifetime
{
    private StandInClient _portal = null!;
    private HostFixture _host = null!;
    private PageVisit _visit = null!;
    private Session _session = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await StandInClient.StartAsync();
        _host = LogoutHosts.Of(TestDatabase.Sqlite(), _portal);
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _visit.Dispose();
        await _host.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task A_sign_out_is_told_at_once_to_the_clients_of_the_session()
    {
        await _visit.RegisterAsync(_session, LogoutHosts.Portal);

        await _visit.SignOutAsync();

        var claims = Tokens.ClaimsOf(await _portal.ReceivedAsync());
        ((string?)claims["sid"]).ShouldBe(_session.Id);
        ((string?)claims["sub"]).ShouldBe(_session.UserId);
    }

    // §2.4.
    [Fact]
    public async Task A_logout_token_has_every_claim_it_must_have_and_no_nonce()
    {
        await _visit.RegisterAsync(_session, LogoutHosts.Portal);

        await _visit.SignOutAsync();

        var claims = Tokens.ClaimsOf(await _portal.ReceivedAsync());
        var now = _host.Clock.GetUtcNow().ToUnixTimeSeconds();
        ((string?)claims["iss"]).ShouldBe(_host.Origin);
        ((string?)claims["aud"]).ShouldBe(LogoutHosts.Portal);
        ((long)claims["iat"]!).ShouldBe(now);
        ((long)claims["exp"]!).ShouldBe(now + 120);
        ((string?)claims["jti"]).ShouldNotBeNullOrEmpty();
        claims["events"]!.ToJsonString().ShouldBe("""{"http://schemas.openid.net/event/backchannel-logout":{}}""");
        claims.ContainsKey("nonce").ShouldBeFalse();
    }

    [Fact]
    public async Task A_logout_token_is_signed_with_a_published_key_and_cannot_be_taken_for_another_token()
    {
        await _visit.RegisterAsync(_session, LogoutHosts.Portal);

        await _visit.SignOutAsync();

        var parts = (await _portal.ReceivedAsync()).Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        ((string?)header["typ"]).ShouldBe("logout+jwt");
        using var key = await PublishedKeyAsync((string)header["kid"]!);
        key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256).ShouldBeTrue();
    }

    [Fact]
    public async Task The_removal_of_the_passkey_is_told()
    {
        await _visit.RegisterAsync(_session, LogoutHosts.Portal);

        await _visit.RemovePasskeyAsync(_session);

        ((string?)Tokens.ClaimsOf(await _portal.ReceivedAsync())["sid"]).ShouldBe(_session.Id);
    }

    [Fact]
    public async Task Another_person_at_the_browser_is_told()
    {
        await _visit.RegisterAsync(_session, LogoutHosts.Portal);
        var (neighbour, _) = await _visit.Site.NewPersonAsync();
        using (neighbour)
            await _visit.SignInAsync(neighbour);

        ((string?)Tokens.ClaimsOf(await _portal.ReceivedAsync())["sub"]).ShouldBe(_session.UserId);
    }

    [Fact]
    public async Task A_step_up_is_not_told_and_keeps_the_client_signed_in()
    {
        await _visit.RegisterAsync(_session, LogoutHosts.Portal);

        (await _visit.SignInAsync()).Id.ShouldBe(_session.Id);

        (await _host.CountRowsAsync())["LogoutNotifications"].ShouldBe(0);
        (await _host.QueryAsync(db => db.SessionClients.SingleAsync())).SessionId.ShouldBe(_session.Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("native-app")]
    public async Task Who_did_not_sign_in_or_wants_no_logouts_is_not_told(string? clientId)
    {
        if (clientId is not null)
            await _visit.RegisterAsync(_session, clientId);

        await _visit.SignOutAsync();

        var rows = await _host.CountRowsAsync();
        rows["LogoutNotifications"].ShouldBe(0);
        rows["SessionClients"].ShouldBe(0);
    }

    [Fact]
    public async Task A_client_that_signs_in_twice_is_told_once()
    {
        await _visit.RegisterAsync(_session, LogoutHosts.Portal);
        await _visit.RegisterAsync(_session, LogoutHosts.Portal);

        (await _host.CountRowsAsync())["SessionClients"].ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_is_signed_in_by_a_session_that_has_ended()
    {
        await _visit.SignOutAsync();

        (await _visit.RegisterAsync(_session, LogoutHosts.Portal)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_client_that_asks_for_no_session_id_gets_none()
    {
        await using var host = LogoutHosts.Of(TestDatabase.Sqlite(), _portal, client => client.BackChannelLogoutSessionRequired = false);
        await host.StartAsync();
        using var visit = await PageVisit.StartAsync(host);
        var session = await visit.SignInAsync();
        await visit.RegisterAsync(session, LogoutHosts.Portal);

        await visit.SignOutAsync();

        var claims = Tokens.ClaimsOf(await _portal.ReceivedAsync());
        claims.ContainsKey("sid").ShouldBeFalse();
        ((string?)claims["sub"]).ShouldBe(session.UserId);
    }

    [Fact]
    public async Task No_logout_token_is_logged()
    {
        await _visit.RegisterAsync(_session, LogoutHosts.Portal);
        await _visit.SignOutAsync();

        var token = await _portal.ReceivedAsync();

        _host.Log.Lines.ShouldAllBe(line => !line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Discovery_tells_of_it()
    {
        var discovery = (await _host.Caller.GetAsync("/.well-known/openid-configuration")).OrThrow().Body;

        ((bool)discovery["backchannel_logout_supported"]!).ShouldBeTrue();
        ((bool)discovery["backchannel_logout_session_supported"]!).ShouldBeTrue();
        ((bool)discovery["frontchannel_logout_supported"]!).ShouldBeFalse();
        ((string?)discovery["end_session_endpoint"]).ShouldBe(_host.Origin + "/connect/endsession");
    }

    [Fact]
    public async Task An_hour_after_it_was_asked_for_a_sign_out_has_to_be_asked_for_anew()
    {
        var logoutId = PageVisit.LogoutIdOf(await _host.Caller.GetAsync("/connect/endsession"));
        _host.Clock.Advance(TimeSpan.FromHours(1));

        (await _visit.FindLogoutAsync(logoutId)).ShouldBeNull();
    }

    private async Task StartAsync()
    {
        await _host.StartAsync();
        _visit = await PageVisit.StartAsync(_host);
        _session = await _visit.SignInAsync();
    }

    private async Task<ECDsa> PublishedKeyAsync(string kid)
    {
        var keys = (await _host.Caller.GetAsync("/.well-known/openid-configuration/jwks")).OrThrow().Body["keys"]!.AsArray();
        var jwk = keys.Single(key => (string?)key!["kid"] == kid)!;
        return ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars((string)jwk["x"]!), Y = Base64Url.DecodeFromChars((string)jwk["y"]!) },
        });
    }
}
