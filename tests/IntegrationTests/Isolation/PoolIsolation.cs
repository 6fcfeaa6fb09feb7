using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Isolation;

/// <summary>Two pools of one host, one RP ID, one e-mail address: nothing of the one is of any use in the other.</summary>
public sealed class PoolIsolation(SharedHosts hosts) : IAsyncLifetime
{
    private readonly string _identifier = Someone.New();
    private Site _home = null!;
    private Site _other = null!;
    private SoftwareAuthenticator _phone = null!;

    public async ValueTask InitializeAsync()
    {
        _home = await hosts.Sqlite.NewPoolAsync();
        _other = await hosts.Sqlite.NewPoolAsync();
        _phone = _home.NewPhone();
        await _home.SignUpAsync(_identifier, _phone);
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task One_address_in_two_pools_is_two_people()
    {
        using var second = _other.NewPhone();
        await _other.SignUpAsync(_identifier, second);

        var here = Tokens.ClaimsOf((await _home.SignInAsync(_phone)).Access);
        var there = Tokens.ClaimsOf((await _other.SignInAsync(second)).Access);

        ((string)here["sub"]!).ShouldNotBe((string)there["sub"]!);
        ((string)here["pool"]!).ShouldBe(_home.Pool);
        ((string)there["pool"]!).ShouldBe(_other.Pool);
        second.Credentials[0].UserHandle.ShouldNotBe(_phone.Credentials[0].UserHandle);
    }

    [Fact]
    public async Task A_passkey_of_one_pool_does_not_sign_in_to_another()
    {
        var ceremony = await _other.BeginSignInAsync();

        var answer = await _other.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options));

        answer.ShouldBe(HttpStatusCode.Unauthorized);
        (await hosts.Sqlite.AuditAsync(_other)).ShouldNotContain(entry => entry.UserId != null);
    }

    [Fact]
    public async Task An_identifier_of_one_pool_is_unknown_in_another()
    {
        var allowed = (await _other.BeginSignInAsync(_identifier)).Options["allowCredentials"]!.AsArray();

        allowed.Select(each => (string)each!["id"]!).ShouldNotContain(_phone.Credentials[0].IdText);
    }

    [Fact]
    public async Task A_ceremony_of_one_pool_cannot_be_finished_in_another()
    {
        using var second = _other.NewPhone();
        await _other.SignUpAsync(Someone.New(), second);
        var ceremony = await _home.BeginSignInAsync();

        (await _other.FinishSignInAsync(ceremony, second.Sign(ceremony.Options))).ShouldBeRefused();
        (await hosts.Sqlite.ReasonsAsync(_other)).ShouldBe([nameof(IdentityServer.Ceremonies.RefusalReason.CeremonyUnreadable)]);
    }

    [Fact]
    public async Task A_registration_of_one_pool_cannot_be_finished_in_another()
    {
        var ceremony = await _home.BeginSignUpAsync(Someone.New());

        (await _other.FinishRegistrationAsync(ceremony, _phone.Register(ceremony.Options))).Status.ShouldNotBe(HttpStatusCode.Created);
        (await hosts.Sqlite.PasskeysAsync(_other)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sign_up_of_one_pool_is_none_in_another()
    {
        var signup = await _home.SignUpTokenAsync(Someone.New());

        var answer = await _other.PostAsync("register/webauthn/begin", new JsonObject { ["signup"] = signup });

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("GET", "passkeys")]
    [InlineData("POST", "register/webauthn/begin")]
    public async Task A_token_of_one_pool_opens_nothing_in_another(string method, string endpoint)
    {
        var bearer = (await _home.SignInAsync(_phone)).Access;
        using var body = method == "POST" ? Testing.Hosting.Caller.Json("{}") : null;

        var answer = await hosts.Sqlite.Caller.SendAsync(new HttpMethod(method), _other.Path(endpoint), body, bearer);

        answer.Status.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_passkey_of_one_pool_cannot_be_renamed_from_another()
    {
        using var second = _other.NewPhone();
        await _other.SignUpAsync(_identifier, second);
        var bearer = (await _other.SignInAsync(second)).Access;
        var foreign = (await hosts.Sqlite.PasskeysAsync(_home))[0].Id;

        (await _other.RenameAsync(foreign, "mine now", bearer)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_passkey_of_one_pool_cannot_be_removed_from_another()
    {
        using var second = _other.NewPhone();
        await _other.SignUpAsync(_identifier, second);
        var bearer = (await _other.SignInAsync(second)).Access;
        var foreign = (await hosts.Sqlite.PasskeysAsync(_home))[0].Id;

        (await _other.RemoveAsync(foreign, bearer, confirm: "last_credential")).ShouldBe(HttpStatusCode.NotFound);
        (await hosts.Sqlite.PasskeysAsync(_home)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_is_not_told_to_signal_away_a_passkey_of_a_pool_with_the_same_RP_ID()
    {
        var ceremony = await _other.BeginSignInAsync();

        var answer = await _other.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options));

        answer.ShouldBe(HttpStatusCode.Unauthorized, "unknown_credential");
        ((bool)answer.Body["signal"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task A_page_is_told_to_signal_away_a_passkey_that_no_pool_with_the_RP_ID_knows()
    {
        var ceremony = await _other.BeginSignInAsync();

        var answer = await _other.FinishSignInAsync(ceremony, _phone.Sign(ceremony.Options, draft => draft.CredentialId = [1, 2, 3, 4]));

        ((bool)answer.Body["signal"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task A_client_of_one_pool_gets_no_tokens_for_people_of_another()
    {
        var ceremony = await _home.BeginSignInAsync();

        var answer = await _home.TokenAsync(ceremony, _phone.Sign(ceremony.Options), "staff-app", "openid");

        answer.ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }
}
