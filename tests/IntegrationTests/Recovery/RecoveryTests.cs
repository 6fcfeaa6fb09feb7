using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Passwords;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Recovery;

/// <summary>Reset-passkey: a mailed code ends in a new passkey.</summary>
public sealed class RecoveryTests(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;
    private SoftwareAuthenticator _lost = null!;
    private SoftwareAuthenticator _phone = null!;
    private string _identifier = "";

    public async ValueTask InitializeAsync()
    {
        _site = await hosts.Sqlite.NewPoolAsync();
        (_lost, _identifier) = await _site.NewPersonAsync();
        _phone = _site.NewPhone();
    }

    public ValueTask DisposeAsync()
    {
        _lost.Dispose();
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_recovery_ends_in_a_passkey_of_the_same_person()
    {
        var before = Tokens.ClaimsOf((await _site.SignInAsync(_lost)).Access)["sub"]!.ToString();

        (await _site.EnrolAsync(await RecoverAsync(), _phone)).ShouldBe(HttpStatusCode.Created);

        Tokens.ClaimsOf((await _site.SignInAsync(_phone)).Access)["sub"]!.ToString().ShouldBe(before);
    }

    [Fact]
    public async Task A_recovery_is_answered_the_same_whether_or_not_there_is_an_account()
    {
        var known = await _site.AskForRecoveryAsync(_identifier);
        var unknown = await _site.AskForRecoveryAsync(Someone.New());

        known.ShouldBe(HttpStatusCode.Accepted);
        unknown.Text.ShouldBe(known.Text);
        unknown.Status.ShouldBe(known.Status);
    }

    [Fact]
    public async Task A_suspended_person_gets_no_recovery_code()
    {
        await SetStatusAsync(UserStatus.Suspended);
        var (other, awaited) = await _site.NewPersonAsync();
        using var owned = other;
        await _site.AskForRecoveryAsync(_identifier);
        await _site.AskForRecoveryAsync(awaited);

        // One after another: when the second has its mail, the first will have none.
        await hosts.Sqlite.Mail.ArrivalAsync(awaited, "recovery");

        hosts.Sqlite.Mail.To(_identifier).ShouldNotContain(mail => (string?)mail["kind"] == "recovery");
    }

    [Fact]
    public async Task The_mail_of_a_recovery_has_a_code_and_a_link_with_it()
    {
        await _site.AskForRecoveryAsync(_identifier);

        var mail = await hosts.Sqlite.Mail.ArrivalAsync(_identifier, "recovery");

        ((string)mail["code"]!).ShouldMatch("^[0-9]{8}$");
        ((string)mail["link"]!).ShouldBe($"http://localhost:5000/account/{_site.Pool}/recover#code={mail["code"]}&identifier={Uri.EscapeDataString(_identifier)}");
        ((string)mail["text"]!).ShouldContain((string)mail["code"]!);
    }

    [Fact]
    public async Task A_recovery_code_works_once()
    {
        await _site.AskForRecoveryAsync(_identifier);
        var code = (string)(await hosts.Sqlite.Mail.ArrivalAsync(_identifier, "recovery"))["code"]!;
        await _site.VerifyRecoveryAsync(_identifier, code);

        (await _site.VerifyRecoveryAsync(_identifier, code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_wrong_recovery_code_is_refused_as_for_nobody()
    {
        await _site.AskForRecoveryAsync(_identifier);
        var code = (string)(await hosts.Sqlite.Mail.ArrivalAsync(_identifier, "recovery"))["code"]!;
        var wrong = code == "00000000" ? "00000001" : "00000000";

        var known = await _site.VerifyRecoveryAsync(_identifier, wrong);
        var nobody = await _site.VerifyRecoveryAsync(Someone.New(), wrong);

        known.ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
        nobody.Text.ShouldBe(known.Text);
    }

    [Fact]
    public async Task An_activation_code_recovers_nothing()
    {
        _site = await hosts.Sqlite.NewPoolAsync(policy => policy with { Registration = policy.Registration with { Activation = true } });
        var identifier = Someone.New();
        var ceremony = await _site.BeginSignUpAsync(identifier);
        (await _site.FinishRegistrationAsync(ceremony, _phone.Register(ceremony.Options))).OrThrow();

        (await _site.VerifyRecoveryAsync(identifier, hosts.Sqlite.Mail.Code(identifier, "activation"))).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_recovery_does_not_depend_on_who_may_sign_up()
    {
        await hosts.Sqlite.ChangePoolAsync(_site, policy => policy with { Registration = new RegistrationPolicy() });

        (await _site.EnrolAsync(await RecoverAsync(), _phone)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_owner_is_told_of_a_recovery()
    {
        await _site.EnrolAsync(await RecoverAsync(), _phone);

        ((string)(await hosts.Sqlite.Mail.ArrivalAsync(_identifier, "notice"))["subject"]!).ShouldContain("new passkey");
    }

    [Fact]
    public async Task The_other_passkeys_stay_unless_that_is_asked_for()
    {
        await _site.EnrolAsync(await RecoverAsync(), _phone);

        (await hosts.Sqlite.PasskeysAsync(_site)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_other_passkeys_go_with_their_tokens_when_that_is_asked_for()
    {
        var tokens = await _site.SignInAsync(_lost);

        var answer = await _site.EnrolAsync(await RecoverAsync(), _phone, removeOthers: true);

        answer.Body["signals"]!["allAcceptedCredentialIds"]!.AsArray().Select(id => (string)id!).ShouldBe([_phone.Credentials[0].IdText]);
        (await hosts.Sqlite.PasskeysAsync(_site)).ShouldHaveSingleItem().CredentialId.ShouldBe(_phone.Credentials[0].Id);
        (await hosts.Sqlite.RefreshAsync(tokens.Refresh!)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    // A thief of a session may have set one.
    [Fact]
    public async Task The_password_goes_too_when_the_others_are_to_go()
    {
        var site = await hosts.Sqlite.NewPasswordPoolAsync();
        (await site.SignUpWithPasswordAsync(_identifier)).OrThrow();

        (await site.EnrolAsync(await hosts.Sqlite.RecoverAsync(site, _identifier), _phone, removeOthers: true)).OrThrow();

        (await site.TryPasswordAsync(_identifier)).ShouldBe(HttpStatusCode.Unauthorized, "authentication_failed");
        (await hosts.Sqlite.AuditAsync(site)).Select(entry => entry.Event).ShouldContain(AuditEvent.PasswordRemoved);
    }

    [Fact]
    public async Task The_password_stays_with_the_others()
    {
        var site = await hosts.Sqlite.NewPasswordPoolAsync();
        (await site.SignUpWithPasswordAsync(_identifier)).OrThrow();

        (await site.EnrolAsync(await hosts.Sqlite.RecoverAsync(site, _identifier), _phone)).OrThrow();

        (await site.TryPasswordAsync(_identifier)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_removed_passkeys_are_audited_each()
    {
        await _site.EnrolAsync(await RecoverAsync(), _phone, removeOthers: true);

        (await hosts.Sqlite.AuditAsync(_site)).Select(entry => entry.Event)
            .ShouldBe([AuditEvent.SignUp, AuditEvent.CodeMailed, AuditEvent.PasskeyRemoved, AuditEvent.Recovery, AuditEvent.PasskeyAdded], ignoreOrder: true);
    }

    [Fact]
    public async Task A_refused_finish_of_a_recovery_removes_nothing()
    {
        var signup = await RecoverAsync();
        var ceremony = await _site.BeginEnrolmentAsync(signup);
        var body = new JsonObject
        {
            ["ceremony"] = ceremony.Token,
            ["credential"] = _phone.Register(ceremony.Options, draft => draft.Type = "webauthn.get"),
            ["signup"] = signup,
            ["removeOthers"] = true,
        };

        (await _site.PostAsync("register/webauthn/finish", body)).ShouldBeRefused();

        (await hosts.Sqlite.PasskeysAsync(_site)).ShouldHaveSingleItem().CredentialId.ShouldBe(_lost.Credentials[0].Id);
    }

    [Fact]
    public async Task A_person_with_all_the_passkeys_that_are_allowed_recovers_by_removing_them()
    {
        await hosts.Sqlite.ChangePoolAsync(_site, policy => policy with { MaxPasskeysPerUser = 1 });

        (await _site.EnrolAsync(await RecoverAsync(), _phone, removeOthers: true)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Nobody_but_a_recovery_removes_the_others()
    {
        var bearer = (await _site.SignInAsync(_lost)).Access;
        var ceremony = await _site.BeginRegistrationAsync(bearer);
        var body = new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = _phone.Register(ceremony.Options), ["removeOthers"] = true };

        (await _site.PostAsync("register/webauthn/finish", body, bearer)).ShouldName("removeOthers");
    }

    [Fact]
    public async Task A_recovery_activates_an_account_that_waited_for_it()
    {
        await StartWithPendingAccountAsync();

        await _site.EnrolAsync(await RecoverAsync(), _phone);

        (await _site.SignInAsync(_phone)).Access.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_recovery_leaves_nothing_that_was_put_into_an_account_before_its_activation()
    {
        await StartWithPendingAccountAsync();

        await _site.EnrolAsync(await RecoverAsync(), _phone);

        (await hosts.Sqlite.PasskeysAsync(_site)).ShouldHaveSingleItem().CredentialId.ShouldBe(_phone.Credentials[0].Id);
    }

    [Fact]
    public async Task A_recovery_of_one_pool_is_none_in_another()
    {
        var signup = await RecoverAsync();
        var other = await hosts.Sqlite.NewPoolAsync();

        (await other.PostAsync("register/webauthn/begin", new JsonObject { ["signup"] = signup })).ShouldBe(HttpStatusCode.Unauthorized, "invalid_signup");
    }

    [Fact]
    public async Task A_person_suspended_meanwhile_does_not_finish_a_recovery()
    {
        var signup = await RecoverAsync();
        await SetStatusAsync(UserStatus.Suspended);

        (await _site.PostAsync("register/webauthn/begin", new JsonObject { ["signup"] = signup })).ShouldBe(HttpStatusCode.Unauthorized, "invalid_signup");
    }

    private Task<string> RecoverAsync() => hosts.Sqlite.RecoverAsync(_site, _identifier);

    private async Task StartWithPendingAccountAsync()
    {
        _site = await hosts.Sqlite.NewPoolAsync(policy => policy with { Registration = policy.Registration with { Activation = true } });
        _identifier = Someone.New();
        using var stranger = _site.NewPhone();
        var ceremony = await _site.BeginSignUpAsync(_identifier);
        (await _site.FinishRegistrationAsync(ceremony, stranger.Register(ceremony.Options))).OrThrow();
    }

    private Task SetStatusAsync(UserStatus status) => hosts.Sqlite.QueryAsync(db =>
        db.Users.Where(user => user.Pool == new PoolId(_site.Pool)).ExecuteUpdateAsync(set => set.SetProperty(user => user.Status, status)));
}
