using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;
using Passkeys.IntegrationTests.Administration;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Operations;

/// <summary>An operation token of type register: one registration, for its person.</summary>
public sealed class RegisterByOperation(SharedHosts hosts) : OperationCase(hosts)
{
    [Fact]
    public async Task It_adds_a_passkey_to_its_person()
    {
        using var laptop = Site.NewPhone();

        var answer = await BackEnd.RegisterAsync(laptop, await BackEnd.AllowAsync("register", UserId));

        answer.ShouldBe(HttpStatusCode.Created);
        (await Host.PasskeysAsync(Site)).Where(passkey => passkey.UserId == UserId).Count().ShouldBe(2);
        answer.Body["signals"]!["allAcceptedCredentialIds"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Its_person_can_be_named_by_identifier_whatever_the_case()
    {
        using var laptop = Site.NewPhone();

        (await BackEnd.RegisterAsync(laptop, await BackEnd.AllowAsync("register", username: Identifier.ToUpperInvariant(), displayName: "Whoever"))).OrThrow();

        (await Host.PasskeysAsync(Site)).ShouldAllBe(passkey => passkey.UserId == UserId);
    }

    [Fact]
    public async Task The_code_tells_the_back_end_of_the_new_passkey()
    {
        using var laptop = Site.NewPhone();
        var answer = (await BackEnd.RegisterAsync(laptop, await BackEnd.AllowAsync("register", UserId))).OrThrow();

        var principal = (await BackEnd.ExchangeAsync(answer["code"])).OrThrow();

        principal["userId"].ShouldBe(UserId);
        principal["passkeyId"].ShouldBe((string?)answer.Body["passkey"]!["id"]);
        principal["credentialId"].ShouldBe(BackEnd.IdOf(laptop));
    }

    [Fact]
    public async Task The_code_yields_no_tokens()
    {
        using var laptop = Site.NewPhone();
        var code = (await BackEnd.RegisterAsync(laptop, await BackEnd.AllowAsync("register", UserId))).OrThrow()["code"];
        var form = new Dictionary<string, string> { ["grant_type"] = Tokens.PasskeyGrant, ["client_id"] = BackEnd.Client, ["client_secret"] = "backend-secret", ["code"] = code };

        (await Host.TokenAsync(form)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
        (await BackEnd.ExchangeAsync(code)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_code_dies_with_the_passkey()
    {
        using var laptop = Site.NewPhone();
        var answer = (await BackEnd.RegisterAsync(laptop, await BackEnd.AllowAsync("register", UserId))).OrThrow();
        var delete = await BackEnd.AllowAsync("delete", UserId);
        (await Site.RemoveAsync((string)answer.Body["passkey"]!["id"]!, delete)).OrThrow();

        (await BackEnd.ExchangeAsync(answer["code"])).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_name_that_nobody_has_makes_an_account()
    {
        var name = Someone.New();
        using var laptop = Site.NewPhone();

        var answer = (await BackEnd.RegisterAsync(laptop, await BackEnd.AllowAsync("register", username: name, displayName: "New One"))).OrThrow();

        var user = await FindAsync(name);
        (user.DisplayName, user.Status, user.EmailConfirmed).ShouldBe(("New One", UserStatus.Active, false));
        ((string?)answer.Body["signals"]!["displayName"]).ShouldBe("New One");
        (await BackEnd.ExchangeAsync(answer["code"]))["userId"].ShouldBe(user.Id);
        (await BackEnd.SignInAsync(laptop, user.Id)).OrThrow();
        (await Host.AuditAsync(Site)).ShouldContain(entry => entry.Event == "sign-up" && entry.UserId == user.Id && entry.Actor == "client:backend");
    }

    [Fact]
    public async Task Nothing_of_an_account_exists_before_there_is_a_passkey()
    {
        var name = Someone.New();
        await Site.BeginRegistrationAsync(await BackEnd.AllowAsync("register", username: name));

        (await Host.QueryAsync(db => db.Users.AnyAsync(user => user.Pool == new PoolId(Site.Pool) && user.UserName == name))).ShouldBeFalse();
    }

    // Whoever came first is not whom the back end meant.
    [Fact]
    public async Task Someone_who_took_the_name_meanwhile_does_not_get_the_passkey()
    {
        var name = Someone.New();
        var token = await BackEnd.AllowAsync("register", username: name);
        using var stranger = Site.NewPhone();
        await Site.SignUpAsync(name, stranger);
        using var laptop = Site.NewPhone();

        (await BackEnd.RegisterAsync(laptop, token)).ShouldBeRefused();

        (await Host.PasskeysAsync(Site)).ShouldNotContain(passkey => passkey.CredentialId.SequenceEqual(laptop.Credentials[0].Id));
        (await Host.ReasonsAsync(Site)).ShouldContain("IdentifierTaken");
    }

    [Fact]
    public async Task A_sign_up_that_was_never_activated_does_not_get_the_passkey()
    {
        await Host.ChangePoolAsync(Site, policy => policy with { Registration = policy.Registration with { Activation = true } });
        var name = Someone.New();
        using var stranger = Site.NewPhone();
        var ceremony = await Site.BeginSignUpAsync(name);
        (await Site.FinishRegistrationAsync(ceremony, stranger.Register(ceremony.Options))).OrThrow();
        using var laptop = Site.NewPhone();

        (await BackEnd.RegisterAsync(laptop, await BackEnd.AllowAsync("register", username: name))).OrThrow();

        var user = await FindAsync(name);
        (await Host.PasskeysAsync(Site)).Where(passkey => passkey.UserId == user.Id).ShouldHaveSingleItem().CredentialId.ShouldBe(laptop.Credentials[0].Id);
    }

    // With a passkey, and waiting, the account would look like a sign-up that nobody activated, whose name is free.
    [Fact]
    public async Task Someone_whom_an_administrator_made_comes_in_by_it_and_keeps_the_name()
    {
        var name = Someone.New();
        var made = (await Host.AdministerAsync($"{Site.Pool}/users", new JsonObject { ["identifier"] = name }, await Host.AdministratorsTokenAsync())).OrThrow()["id"];
        using var laptop = Site.NewPhone();
        (await BackEnd.RegisterAsync(laptop, await BackEnd.AllowAsync("register", made))).OrThrow();

        using var stranger = Site.NewPhone();
        await Site.SignUpAsync(name, stranger);

        (await FindAsync(name)).Id.ShouldBe(made);
        (await BackEnd.SignInAsync(laptop, made)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Its_options_are_those_of_the_ceremony()
    {
        await Host.ChangePoolAsync(Site, policy => policy with { UserVerification = Requirement.Discouraged });
        var token = await BackEnd.AllowAsync("register", UserId, new JsonObject { ["userVerification"] = "required", ["timeout"] = 5000, ["rpId"] = "localhost" });
        var ceremony = await Site.BeginRegistrationAsync(token);
        using var laptop = Site.NewPhone();

        ((int)ceremony.Options["timeout"]!).ShouldBe(5000);
        ((string?)ceremony.Options["authenticatorSelection"]!["userVerification"]).ShouldBe("required");
        (await Site.FinishRegistrationAsync(ceremony, laptop.Register(ceremony.Options, draft => draft.Flags &= ~AuthenticatorFlags.UserVerified), token)).ShouldBeRefused();
    }

    [Fact]
    public async Task A_refused_finish_leaves_it_and_one_that_succeeds_uses_it_up()
    {
        using var laptop = Site.NewPhone();
        var token = await BackEnd.AllowAsync("register", UserId);
        var ceremony = await Site.BeginRegistrationAsync(token);
        (await Site.FinishRegistrationAsync(ceremony, laptop.Register(ceremony.Options, draft => draft.Type = "webauthn.get"), token)).ShouldBeRefused();

        (await BackEnd.RegisterAsync(laptop, token)).ShouldBe(HttpStatusCode.Created);

        (await Site.PostAsync("register/webauthn/begin", new JsonObject(), token)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Fact]
    public async Task Of_two_registrations_begun_with_it_one_succeeds()
    {
        using var one = Site.NewPhone();
        using var two = Site.NewPhone();
        var token = await BackEnd.AllowAsync("register", UserId);
        var first = await Site.BeginRegistrationAsync(token);
        var second = await Site.BeginRegistrationAsync(token);

        var answers = await Task.WhenAll(
            Task.Run(() => Site.FinishRegistrationAsync(first, one.Register(first.Options), token)),
            Task.Run(() => Site.FinishRegistrationAsync(second, two.Register(second.Options), token)));

        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        (await Host.PasskeysAsync(Site)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_registration_is_finished_with_the_token_that_began_it()
    {
        using var laptop = Site.NewPhone();
        var ceremony = await Site.BeginRegistrationAsync(await BackEnd.AllowAsync("register", UserId));
        var other = await BackEnd.AllowAsync("register", UserId);
        var person = (await Site.SignInAsync(Phone)).Access;

        (await Site.FinishRegistrationAsync(ceremony, laptop.Register(ceremony.Options), other)).ShouldBeRefused();
        (await Site.FinishRegistrationAsync(ceremony, laptop.Register(ceremony.Options), person)).ShouldBeRefused();
    }

    [Fact]
    public async Task A_suspended_person_gets_none()
    {
        var token = await BackEnd.AllowAsync("register", UserId);
        await Host.QueryAsync(db => db.Users.Where(user => user.Id == UserId).ExecuteUpdateAsync(set => set.SetProperty(user => user.Status, UserStatus.Suspended)));

        (await Site.PostAsync("register/webauthn/begin", new JsonObject(), token)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Fact]
    public async Task The_audit_says_that_the_back_end_did_it()
    {
        using var laptop = await AddPasskeyAsync();

        var entry = (await Host.AuditAsync(Site)).Where(each => each.Event == "passkey-added").ShouldHaveSingleItem();
        (entry.Actor, entry.ClientId, entry.UserId).ShouldBe(("client:backend", BackEnd.Client, UserId));
    }

    private Task<PoolUser> FindAsync(string name) => Host.QueryAsync(db => db.Users.SingleAsync(user => user.Pool == new PoolId(Site.Pool) && user.UserName == name));
}
