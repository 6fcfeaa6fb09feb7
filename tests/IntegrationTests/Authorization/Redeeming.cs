using System.Net;
using Passkeys.IdentityServer.Pools;
using Microsoft.EntityFrameworkCore;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Authorization;

/// <summary>Authorization codes at the token endpoint. The clock is the test's.</summary>
public sealed class Redeeming(OwnHost own) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private Portal _portal = null!;

    public static TheoryData<string, string?> Deviations => new()
    {
        { "redirect_uri", "http://localhost:5001/elsewhere" },
        { "code_verifier", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
        { "code_verifier", "too-short" },
        { "code", "made-up" },
    };

    public async ValueTask InitializeAsync() => _portal = await Portal.OpenAsync(own.Host);

    public ValueTask DisposeAsync()
    {
        _portal.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory, MemberData(nameof(Deviations))]
    public async Task What_does_not_belong_to_the_code_is_refused(string parameter, string? value) =>
        (await _portal.RedeemAsync(await _portal.CodeAsync(), (parameter, value))).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");

    [Theory, MemberData(nameof(Deviations))]
    public async Task What_is_refused_spends_nothing(string parameter, string? value)
    {
        var code = await _portal.CodeAsync();
        await _portal.RedeemAsync(code, (parameter, value));

        (await _portal.RedeemAsync(code)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("code")]
    [InlineData("redirect_uri")]
    [InlineData("code_verifier")]
    public async Task A_missing_parameter_is_named(string parameter) =>
        (await _portal.RedeemAsync(await _portal.CodeAsync(), (parameter, null))).ShouldName(parameter);

    [Fact]
    public async Task Another_client_is_refused() =>
        (await RedeemAsAnotherAsync(await _portal.CodeAsync())).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");

    [Fact]
    public async Task Another_client_does_not_burn_the_code()
    {
        var code = await _portal.CodeAsync();
        await RedeemAsAnotherAsync(code);

        (await _portal.RedeemAsync(code)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_the_secret_the_client_is_not_the_client() =>
        (await _portal.RedeemAsync(await _portal.CodeAsync(), ("client_secret", null))).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");

    [Fact]
    public async Task A_code_lives_for_less_than_a_minute()
    {
        var code = await _portal.CodeAsync();
        own.Host.Clock.Advance(TimeSpan.FromSeconds(60));

        (await _portal.RedeemAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task A_code_works_once()
    {
        var code = await _portal.CodeAsync();
        await _portal.RedeemAsync(code);

        (await _portal.RedeemAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task A_second_use_ends_the_access_token_of_the_first()
    {
        var code = await _portal.CodeAsync();
        var tokens = Tokens.Of(await _portal.RedeemAsync(code));
        await _portal.RedeemAsync(code);

        (await own.Host.Caller.GetAsync("/connect/userinfo", tokens.Access)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_second_use_ends_the_refresh_token_of_the_first()
    {
        var code = await _portal.CodeAsync(("scope", "openid offline_access"));
        var tokens = Tokens.Of(await _portal.RedeemAsync(code));
        await _portal.RedeemAsync(code);

        (await RefreshAsync(tokens)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task A_second_use_with_a_wrong_verifier_ends_nothing()
    {
        var code = await _portal.CodeAsync();
        var tokens = Tokens.Of(await _portal.RedeemAsync(code));
        await _portal.RedeemAsync(code, ("code_verifier", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));

        (await own.Host.Caller.GetAsync("/connect/userinfo", tokens.Access)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_second_use_is_in_the_audit()
    {
        var code = await _portal.CodeAsync();
        await _portal.RedeemAsync(code);
        await _portal.RedeemAsync(code);

        (await own.Host.AuditAsync(_portal.Site)).ShouldContain(entry => entry.Event == "authorization-code-reused" && entry.ClientId == Portal.ClientId && entry.Outcome == "refused");
    }

    [Fact]
    public async Task A_granted_request_is_in_the_audit()
    {
        await _portal.CodeAsync();

        (await own.Host.AuditAsync(_portal.Site)).ShouldContain(entry => entry.Event == "authorization" && entry.Outcome == "success" && entry.UserId != null);
    }

    [Fact]
    public async Task A_code_ends_with_its_session()
    {
        var code = await _portal.CodeAsync();
        var other = (await _portal.Site.SignInAsync(_portal.Phone)).Access;
        var passkey = (string)(await _portal.Site.PasskeysAsync(other))[0]["id"]!;
        (await _portal.Site.RemoveAsync(passkey, other, "last_credential")).OrThrow();

        (await _portal.RedeemAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task Only_the_hash_of_a_code_is_stored()
    {
        var code = await _portal.CodeAsync();

        (await own.Host.QueryAsync(db => db.AuthorizationCodes.Where(c => c.Pool == new PoolId(_portal.Site.Pool)).Select(c => c.Hash).SingleAsync())).ShouldNotBe(code);
    }

    [Fact]
    public async Task Offline_access_outlives_the_sign_in_at_the_browser()
    {
        var tokens = Tokens.Of(await _portal.RedeemAsync(await _portal.CodeAsync(("scope", "openid offline_access"))));
        own.Host.Clock.Advance(TimeSpan.FromHours(9));

        (await RefreshAsync(tokens)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Offline_access_does_not_prolong_the_sign_in_at_the_browser()
    {
        await _portal.RedeemAsync(await _portal.CodeAsync(("scope", "openid offline_access")));
        own.Host.Clock.Advance(TimeSpan.FromHours(9));

        (await _portal.AuthorizeAsync(("prompt", "none"))).ShouldSendBack("login_required");
    }

    private Task<Answer> RedeemAsAnotherAsync(string code) =>
        _portal.RedeemAsync(code, ("client_id", TestClients.BrowserApp), ("client_secret", null));

    private Task<Answer> RefreshAsync(Tokens tokens) => own.Host.TokenAsync(new Dictionary<string, string>
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = Portal.ClientId,
        ["client_secret"] = Portal.Secret,
        ["refresh_token"] = tokens.Refresh!,
    });
}
