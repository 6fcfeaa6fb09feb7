using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Operations;

/// <summary>An operation token of type authenticate: one sign-in, of whom it names.</summary>
public sealed class SignInByOperation(SharedHosts hosts) : OperationCase(hosts)
{
    [Fact]
    public async Task Finish_yields_a_code_and_a_result_for_the_back_end()
    {
        var finished = (await BackEnd.SignInAsync(Phone, UserId)).OrThrow();

        (await BackEnd.ExchangeAsync(finished["code"]))["userId"].ShouldBe(UserId);
        (await BackEnd.VerifyAsync(finished["result"]))["result"].ShouldBe("success");
    }

    [Fact]
    public async Task A_person_is_asked_for_their_passkeys_and_counted_beforehand()
    {
        using var laptop = await AddPasskeyAsync();
        var asked = (await BackEnd.AskAsync("authenticate", UserId)).OrThrow();

        ((int)asked.Body["passkeys"]!).ShouldBe(2);
        BackEnd.AllowedBy(await BackEnd.BeginSignInAsync(asked["operationToken"])).ShouldBe([BackEnd.IdOf(Phone), BackEnd.IdOf(laptop)], ignoreOrder: true);
    }

    [Fact]
    public async Task Somebody_elses_passkey_does_not_do()
    {
        var (other, _) = await Site.NewPersonAsync();
        using var own = other;

        (await SignInAsAsync(await BackEnd.AllowAsync("authenticate", UserId), other)).ShouldBeRefused();
    }

    [Fact]
    public async Task Passkeys_that_are_named_by_either_id_are_the_only_ones_that_do()
    {
        using var laptop = await AddPasskeyAsync();
        var byId = await BackEnd.AllowAsync("authenticate", options: new JsonObject { ["allowCredentials"] = new JsonArray(PasskeyId) });
        var byCredentialId = await BackEnd.AllowAsync("authenticate", options: new JsonObject { ["allowCredentials"] = new JsonArray(BackEnd.IdOf(Phone)) });

        var ceremony = await BackEnd.BeginSignInAsync(byId);

        BackEnd.AllowedBy(ceremony).ShouldBe([BackEnd.IdOf(Phone)]);
        (await Site.FinishSignInAsync(ceremony, laptop.SignWith(laptop.Credentials[0], ceremony.Options))).ShouldBeRefused();
        (await SignInAsAsync(byCredentialId, Phone)).OrThrow();
    }

    [Fact]
    public async Task Discoverable_asks_for_no_passkey_in_particular()
    {
        var ceremony = await BackEnd.BeginSignInAsync(await BackEnd.AllowAsync("authenticate", options: new JsonObject { ["discoverable"] = true }));

        BackEnd.AllowedBy(ceremony).ShouldBeEmpty();
        (await Site.FinishSignInAsync(ceremony, Phone.Sign(ceremony.Options))).OrThrow();
    }

    [Fact]
    public async Task User_verification_is_required_where_the_back_end_says_so()
    {
        await Host.ChangePoolAsync(Site, policy => policy with { UserVerification = Requirement.Preferred });
        var ceremony = await BackEnd.BeginSignInAsync(await BackEnd.AllowAsync("authenticate", UserId, new JsonObject { ["userVerification"] = "required" }));

        ((string?)ceremony.Options["userVerification"]).ShouldBe("required");
        (await Site.FinishSignInAsync(ceremony, Phone.Sign(ceremony.Options, draft => draft.Flags &= ~AuthenticatorFlags.UserVerified))).ShouldBeRefused();
    }

    [Fact]
    public async Task The_timeout_is_the_back_ends()
    {
        var ceremony = await BackEnd.BeginSignInAsync(await BackEnd.AllowAsync("authenticate", UserId, new JsonObject { ["timeout"] = 5000 }));

        ((int)ceremony.Options["timeout"]!).ShouldBe(5000);
    }

    [Fact]
    public async Task No_timeout_is_sent_with_autofill()
    {
        var ceremony = await BackEnd.BeginSignInAsync(await BackEnd.AllowAsync("authenticate", options: new JsonObject { ["timeout"] = 5000, ["mediation"] = "conditional" }));

        ceremony.Options.ContainsKey("timeout").ShouldBeFalse();
    }

    [Fact]
    public async Task It_begins_one_sign_in()
    {
        var token = await BackEnd.AllowAsync("authenticate", UserId);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Site.PostAsync("login/webauthn/options", new JsonObject(), token))));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.OK).ShouldAllBe(answer => answer.Error == "invalid_token");
    }

    [Theory]
    [InlineData("identifier", "someone@example.com")]
    [InlineData("clientId", "native-app")]
    [InlineData("returnUrl", "/passkeys")]
    [InlineData("rpId", "evil.example")]
    [InlineData("mediation", "sometimes")]
    public async Task A_page_cannot_say_otherwise_and_does_not_use_it_up_by_trying(string member, string value)
    {
        var token = await BackEnd.AllowAsync("authenticate", UserId);

        (await Site.PostAsync("login/webauthn/options", new JsonObject { [member] = value }, token)).ShouldName(member);

        (await SignInAsAsync(token, Phone)).OrThrow();
    }

    [Fact]
    public async Task A_page_may_repeat_what_it_says()
    {
        var token = await BackEnd.AllowAsync("authenticate", UserId, new JsonObject { ["rpId"] = "localhost" });

        (await Site.PostAsync("login/webauthn/options", new JsonObject { ["clientId"] = BackEnd.Client, ["rpId"] = "localhost" }, token)).OrThrow();
    }

    [Fact]
    public async Task Any_other_token_is_refused()
    {
        var person = (await Site.SignInAsync(Phone)).Access;

        (await Site.PostAsync("login/webauthn/options", new JsonObject(), person)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Fact]
    public async Task A_session_that_came_of_it_is_the_back_ends()
    {
        (await BackEnd.SignInAsync(Phone, UserId)).OrThrow();

        (await Host.AuditAsync(Site)).Where(entry => entry.Event == "sign-in").ShouldHaveSingleItem().ClientId.ShouldBe(BackEnd.Client);
    }

    [Fact]
    public async Task A_person_without_a_passkey_is_counted_as_such_beforehand()
    {
        (await Site.PostAsync("passkeys/delete", null, await BackEnd.AllowAsync("delete", UserId))).OrThrow();

        ((int)(await BackEnd.AskAsync("authenticate", UserId)).OrThrow().Body["passkeys"]!).ShouldBe(0);
    }

    [Fact]
    public async Task A_passkey_that_is_gone_here_and_not_from_the_device_is_told_away()
    {
        (await Site.PostAsync("passkeys/delete", null, await BackEnd.AllowAsync("delete", UserId))).OrThrow();
        var ceremony = await BackEnd.BeginSignInAsync(await BackEnd.AllowAsync("authenticate", options: new JsonObject { ["discoverable"] = true }));

        var answer = await Site.FinishSignInAsync(ceremony, Phone.Sign(ceremony.Options));

        answer.ShouldBe(HttpStatusCode.Unauthorized, "unknown_credential");
        answer["credentialId"].ShouldBe(BackEnd.IdOf(Phone));
        answer["rpId"].ShouldBe("localhost");
    }

    private async Task<Answer> SignInAsAsync(string token, SoftwareAuthenticator phone)
    {
        var ceremony = await BackEnd.BeginSignInAsync(token);
        return await Site.FinishSignInAsync(ceremony, phone.SignWith(phone.Credentials[0], ceremony.Options));
    }
}
