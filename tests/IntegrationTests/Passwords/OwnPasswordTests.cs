using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Passwords;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Passwords;

/// <summary>One's own password: set, changed, removed.</summary>
public sealed class OwnPasswordTests(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;
    private string _identifier = "";
    private string _bearer = "";

    public async ValueTask InitializeAsync()
    {
        _site = await hosts.Sqlite.NewPasswordPoolAsync();
        (_phone, _identifier) = await _site.NewPersonAsync();
        _bearer = (await _site.SignInAsync(_phone)).Access;
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task There_is_none_at_first() => (await _site.GetAsync("password", _bearer)).Text.ShouldBe("""{"set":false}""");

    [Fact]
    public async Task A_password_that_was_set_is_there_and_signs_in()
    {
        (await hosts.Sqlite.SetPasswordAsync(_site, _bearer)).ShouldBe(HttpStatusCode.NoContent);

        var described = await _site.GetAsync("password", _bearer);
        ((bool)described.Body["set"]!).ShouldBeTrue();
        described["changedAt"].ShouldEndWith("Z");
        (await _site.TryPasswordAsync(_identifier, clientId: "native-app")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_owner_is_told_of_a_new_password()
    {
        await hosts.Sqlite.SetPasswordAsync(_site, _bearer);

        ((string)(await hosts.Sqlite.Mail.ArrivalAsync(_identifier, "notice"))["subject"]!).ShouldContain("password");
        (await hosts.Sqlite.AuditAsync(_site)).Select(entry => entry.Event).ShouldContain(AuditEvent.PasswordChanged);
    }

    [Fact]
    public async Task A_change_ends_what_the_password_before_signed_in()
    {
        await hosts.Sqlite.SetPasswordAsync(_site, _bearer);
        var theirs = await PasswordTokenAsync();

        await hosts.Sqlite.SetPasswordAsync(_site, _bearer, "another lake under seven hills");

        (await hosts.Sqlite.Caller.GetAsync("/connect/userinfo", theirs)).ShouldBe(HttpStatusCode.Unauthorized);
        (await _site.GetAsync("passkeys", _bearer)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_removal_ends_what_the_password_signed_in()
    {
        await hosts.Sqlite.SetPasswordAsync(_site, _bearer);
        var theirs = await PasswordTokenAsync();

        (await hosts.Sqlite.RemovePasswordAsync(_site, _bearer)).ShouldBe(HttpStatusCode.NoContent);

        (await hosts.Sqlite.Caller.GetAsync("/connect/userinfo", theirs)).ShouldBe(HttpStatusCode.Unauthorized);
        (await _site.TryPasswordAsync(_identifier)).ShouldBe(HttpStatusCode.Unauthorized, "authentication_failed");
    }

    [Fact]
    public async Task A_password_that_is_not_there_is_not_removed() =>
        (await hosts.Sqlite.RemovePasswordAsync(_site, _bearer)).ShouldBe(HttpStatusCode.NotFound, "not_found");

    [Fact]
    public async Task The_last_passkey_goes_unasked_where_a_password_signs_in_alone()
    {
        await hosts.Sqlite.SetPasswordAsync(_site, _bearer);

        (await _site.RemoveAsync((await hosts.Sqlite.PasskeysAsync(_site))[0].Id, _bearer)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_password_that_is_the_last_way_is_not_removed_unasked()
    {
        using var browser = await SignedInByPasswordAloneAsync();
        var page = new Caller(browser);

        (await page.SendAsync(HttpMethod.Delete, _site.Path("password"), null, bearer: null)).ShouldBe(HttpStatusCode.Conflict, "last_credential");
        (await page.SendAsync(HttpMethod.Delete, _site.Path("password?confirm=last_credential"), null, bearer: null)).ShouldBe(HttpStatusCode.NoContent);
    }

    // Both ways may go at once, each seen by the other.
    [Fact]
    public async Task The_last_passkey_stays_where_the_password_went_after_it_was_looked_for()
    {
        await hosts.Sqlite.SetPasswordAsync(_site, _bearer);
        var (pool, user) = await hosts.Sqlite.QueryAsync(async db => (
            await db.Pools.AsNoTracking().SingleAsync(each => each.Id == new PoolId(_site.Pool)),
            await db.Users.AsNoTracking().SingleAsync(each => each.Pool == new PoolId(_site.Pool))));
        (await hosts.Sqlite.RemovePasswordAsync(_site, _bearer)).OrThrow();

        await using var scope = hosts.Sqlite.Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<RemovePasskey>().ExecuteAsync(
            pool, user, (await hosts.Sqlite.PasskeysAsync(_site))[0].Id, lastConfirmed: false, new AuditFacts(), CancellationToken.None);

        outcome.ShouldBeOfType<RemovalOutcome.LastCredential>();
    }

    // A hash takes its time, and a recovery may be done by then.
    [Fact]
    public async Task Who_lost_the_session_meanwhile_sets_no_password()
    {
        var (pool, user) = await hosts.Sqlite.QueryAsync(async db => (
            await db.Pools.AsNoTracking().SingleAsync(each => each.Id == new PoolId(_site.Pool)),
            await db.Users.AsNoTracking().SingleAsync(each => each.Pool == new PoolId(_site.Pool))));
        var person = new SignedInPerson(user, null, hosts.Sqlite.Clock.GetUtcNow()) { SessionId = "ended" };

        await using var scope = hosts.Sqlite.Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<OwnPassword>().SetAsync(pool, person, Passwording.Good, new AuditFacts(), [], CancellationToken.None)).ShouldBeFalse();

        (await _site.GetAsync("password", _bearer)).Text.ShouldBe("""{"set":false}""");
    }

    [Fact]
    public async Task Where_a_passkey_has_to_follow_a_password_of_before_changes_nothing_of_a_person_with_a_passkey()
    {
        await hosts.Sqlite.SetPasswordAsync(_site, _bearer);
        var code = (await _site.TryPasswordAsync(_identifier, clientId: "native-app")).OrThrow()["code"];
        var form = new Dictionary<string, string> { ["grant_type"] = Tokens.PasskeyGrant, ["client_id"] = "native-app", ["code"] = code, ["scope"] = "openid passkeys" };
        var theirs = Tokens.Of(await hosts.Sqlite.TokenAsync(form)).Access;
        await hosts.Sqlite.ChangePoolAsync(_site, policy => policy with { SecondFactor = SecondFactors.Passkey });

        (await hosts.Sqlite.SetPasswordAsync(_site, theirs)).ShouldBe(HttpStatusCode.Unauthorized, "step_up_required");
        (await _site.PostAsync("register/webauthn/begin", new JsonObject(), theirs)).ShouldBe(HttpStatusCode.Unauthorized, "step_up_required");
        (await _site.PostAsync("register/webauthn/begin", new JsonObject(), _bearer)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_a_passkey_has_to_follow_a_person_without_one_makes_the_first()
    {
        using var browser = await SignedInByPasswordAloneAsync();
        await hosts.Sqlite.ChangePoolAsync(_site, policy => policy with { SecondFactor = SecondFactors.Passkey });

        (await new Caller(browser).PostAsync(_site.Path("register/webauthn/begin"), new JsonObject())).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_password_cannot_be_set_where_the_pool_has_none()
    {
        await hosts.Sqlite.ChangePoolAsync(_site, policy => policy with { Methods = ["passkey"] });

        (await hosts.Sqlite.SetPasswordAsync(_site, _bearer)).ShouldBe(HttpStatusCode.Forbidden, "password_disabled");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Nothing_is_open_without_a_token(string method) =>
        (await hosts.Sqlite.Caller.SendAsync(new HttpMethod(method), _site.Path("password"), null, bearer: null)).ShouldBe(HttpStatusCode.Unauthorized);

    private async Task<string> PasswordTokenAsync() =>
        Tokens.Of(await hosts.Sqlite.RedeemAsync((await _site.TryPasswordAsync(_identifier, clientId: "native-app")).OrThrow()["code"])).Access;

    private async Task<HttpClient> SignedInByPasswordAloneAsync()
    {
        var identifier = Someone.New();
        (await _site.SignUpWithPasswordAsync(identifier)).OrThrow();
        var browser = hosts.Sqlite.NewBrowser();
        var body = new JsonObject { ["identifier"] = identifier, ["password"] = Passwording.Good };
        (await new Caller(browser).PostAsync(_site.Path("login/password"), body)).OrThrow();
        return browser;
    }
}
