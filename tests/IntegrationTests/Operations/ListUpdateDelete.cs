using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Recovery;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Operations;

/// <summary>Operation tokens of types list, update and delete.</summary>
public sealed class ListUpdateDelete(SharedHosts hosts) : OperationCase(hosts)
{
    [Fact]
    public async Task A_list_shows_the_persons_passkeys_once()
    {
        var token = await BackEnd.AllowAsync("list", UserId);

        (await Site.PasskeysAsync(token)).ShouldHaveSingleItem()["id"]!.GetValue<string>().ShouldBe(PasskeyId);

        (await Site.GetAsync("passkeys", token)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Fact]
    public async Task A_rename_is_done_once()
    {
        var token = await BackEnd.AllowAsync("update", UserId);
        (await Site.RenameAsync(PasskeyId, "", token)).ShouldName("name");
        (await Site.RenameAsync("nobodys", "Key", token)).ShouldBe(HttpStatusCode.NotFound);

        (await Site.RenameAsync(PasskeyId, "Key", token)).ShouldBe(HttpStatusCode.OK);

        (await Site.RenameAsync(PasskeyId, "Other", token)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
        (await Host.PasskeysAsync(Site)).ShouldHaveSingleItem().Data.Name.ShouldBe("Key");
        (await Host.AuditAsync(Site)).ShouldContain(entry => entry.Event == "passkey-renamed" && entry.Actor == "client:backend");
    }

    [Fact]
    public async Task A_prepared_update_changes_name_and_identifier_and_yields_the_signals()
    {
        var name = Someone.New();
        var token = await BackEnd.AllowAsync("update", UserId, username: name, displayName: "Other Name");

        var signals = (await Site.PostAsync("passkeys/update", null, token)).OrThrow().Body["signals"]!;

        ((string?)signals["name"], (string?)signals["displayName"], (string?)signals["rpId"]).ShouldBe((name, "Other Name", "localhost"));
        signals["allAcceptedCredentialIds"]!.AsArray().Select(id => (string)id!).ShouldBe([BackEnd.IdOf(Phone)]);
        var user = await Host.QueryAsync(db => db.Users.AsNoTracking().SingleAsync(each => each.Id == UserId));
        (user.UserName, user.Email, user.EmailConfirmed, user.DisplayName).ShouldBe((name, name, false, "Other Name"));
        (await Host.AuditAsync(Site)).ShouldContain(entry => entry.Event == "account-updated" && entry.Actor == "client:backend" && entry.UserId == UserId);
        (await BackEnd.SignInAsync(Phone, UserId)).OrThrow();
    }

    // Both went to a mailbox that is the person's no more.
    [Fact]
    public async Task A_code_that_was_mailed_to_the_former_identifier_recovers_nothing()
    {
        await Site.AskForRecoveryAsync(Identifier);
        var code = (string)(await Host.Mail.ArrivalAsync(Identifier, "recovery"))["code"]!;
        var name = Someone.New();

        (await Site.PostAsync("passkeys/update", null, await BackEnd.AllowAsync("update", UserId, username: name))).OrThrow();

        (await Site.VerifyRecoveryAsync(name, code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_recovery_that_is_under_way_ends_with_the_identifier_that_it_was_for()
    {
        var signup = await Host.RecoverAsync(Site, Identifier);

        (await Site.PostAsync("passkeys/update", null, await BackEnd.AllowAsync("update", UserId, username: Someone.New()))).OrThrow();

        (await Site.PostAsync("register/webauthn/begin", new JsonObject { ["signup"] = signup })).ShouldBe(HttpStatusCode.Unauthorized, "invalid_signup");
    }

    [Fact]
    public async Task A_prepared_update_is_done_once()
    {
        var token = await BackEnd.AllowAsync("update", UserId, displayName: "Other Name");
        (await Site.PostAsync("passkeys/update", null, token)).OrThrow();

        (await Site.PostAsync("passkeys/update", null, token)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Fact]
    public async Task An_identifier_that_somebody_else_has_is_not_given_and_the_token_stays()
    {
        var (other, taken) = await Site.NewPersonAsync();
        using var own = other;
        var token = await BackEnd.AllowAsync("update", UserId, username: taken.ToUpperInvariant());

        (await Site.PostAsync("passkeys/update", null, token)).ShouldBe(HttpStatusCode.Conflict, "identifier_taken");
        (await Site.PostAsync("passkeys/update", null, token)).ShouldBe(HttpStatusCode.Conflict, "identifier_taken");
    }

    [Fact]
    public async Task An_update_with_nothing_prepared_is_none() =>
        (await Site.PostAsync("passkeys/update", null, await BackEnd.AllowAsync("update", UserId))).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");

    [Fact]
    public async Task A_prepared_deletion_removes_what_it_names_and_yields_the_signals()
    {
        using var laptop = await AddPasskeyAsync();
        var token = await BackEnd.AllowAsync("delete", UserId, new JsonObject { ["allowCredentials"] = new JsonArray(BackEnd.IdOf(Phone)) });

        var answer = (await Site.PostAsync("passkeys/delete", null, token)).OrThrow();

        answer.Body["deleted"]!.AsArray().Select(id => (string)id!).ShouldBe([PasskeyId]);
        answer.Body["signals"]!["allAcceptedCredentialIds"]!.AsArray().Select(id => (string)id!).ShouldBe([BackEnd.IdOf(laptop)]);
        (await Site.PostAsync("passkeys/delete", null, token)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
        (await Host.AuditAsync(Site)).ShouldContain(entry => entry.Event == "passkey-removed" && entry.Actor == "client:backend" && entry.PasskeyId == PasskeyId);
    }

    [Fact]
    public async Task A_prepared_deletion_that_names_none_removes_all()
    {
        using var laptop = await AddPasskeyAsync();

        var answer = (await Site.PostAsync("passkeys/delete", null, await BackEnd.AllowAsync("delete", UserId))).OrThrow();

        answer.Body["deleted"]!.AsArray().Count.ShouldBe(2);
        answer.Body["signals"]!["allAcceptedCredentialIds"]!.AsArray().ShouldBeEmpty();
        (await Host.PasskeysAsync(Site)).ShouldBeEmpty();
    }

    // Whether somebody is to be left without a way to sign in is what the back end has decided.
    [Fact]
    public async Task The_last_passkey_goes_unasked()
    {
        (await Site.RemoveAsync(PasskeyId, await BackEnd.AllowAsync("delete", UserId))).ShouldBe(HttpStatusCode.OK);
        (await Host.PasskeysAsync(Site)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deletion_ends_what_came_of_the_passkey()
    {
        var tokens = await Site.SignInAsync(Phone);

        (await Site.PostAsync("passkeys/delete", null, await BackEnd.AllowAsync("delete", UserId))).OrThrow();

        (await Host.RefreshAsync(tokens.Refresh!)).ShouldBe(HttpStatusCode.BadRequest, "invalid_grant");
    }

    [Fact]
    public async Task A_passkey_that_is_not_named_or_somebody_elses_is_not_removed_and_the_token_stays()
    {
        using var laptop = await AddPasskeyAsync();
        var (other, identifier) = await Site.NewPersonAsync();
        using var own = other;
        var (_, theirs) = await PersonAsync(identifier);
        var token = await BackEnd.AllowAsync("delete", UserId, new JsonObject { ["allowCredentials"] = new JsonArray(BackEnd.IdOf(laptop)) });

        (await Site.RemoveAsync(PasskeyId, token)).ShouldBe(HttpStatusCode.NotFound);
        (await Site.RemoveAsync(theirs, await BackEnd.AllowAsync("delete", UserId))).ShouldBe(HttpStatusCode.NotFound);

        (await Site.PostAsync("passkeys/delete", null, token)).OrThrow().Body["deleted"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("passkeys/update")]
    [InlineData("passkeys/delete")]
    public async Task Prepared_calls_are_for_operation_tokens_alone(string call)
    {
        var person = (await Site.SignInAsync(Phone)).Access;

        (await Site.PostAsync(call, null)).ShouldBe(HttpStatusCode.Unauthorized, "unauthorized");
        (await Site.PostAsync(call, null, person)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
        (await Site.PostAsync(call, null, BackEnd.Bearer)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
    }
}
