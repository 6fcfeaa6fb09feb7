using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Audit;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.People;

/// <summary>An administrator looks at a person's passkeys and sessions, and ends them.</summary>
public sealed class CredentialsOfPeople(SharedHosts hosts) : IAsyncLifetime
{
    private Somebody _ada = null!;
    private string _bearer = "";

    private HostFixture Host => hosts.Sqlite;

    private Site Site => _ada.Site;

    public async ValueTask InitializeAsync()
    {
        _bearer = await Host.AdministratorsTokenAsync();
        _ada = await Somebody.JoinAsync(Host, await Host.NewPoolAsync(policy => policy with { Languages = ["en"] }));
    }

    public ValueTask DisposeAsync()
    {
        _ada.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Passkeys_are_shown_as_their_owner_sees_them()
    {
        var own = (await Site.PasskeysAsync((await Site.SignInAsync(_ada.Phone)).Access))[0];

        var shown = (await _ada.GetAsync("/passkeys", _bearer)).OrThrow().Body["items"]!.AsArray().ShouldHaveSingleItem()!;

        JsonNode.DeepEquals(shown, own).ShouldBeTrue(shown.ToJsonString());
    }

    [Fact]
    public async Task A_passkey_is_removed_the_last_one_too_and_its_session_ends()
    {
        var end = await _ada.SignInAndExpectEndAsync();
        var passkey = await _ada.PasskeyIdAsync();

        (await _ada.CallAsync(HttpMethod.Delete, $"/passkeys/{passkey}", _bearer)).ShouldBe(HttpStatusCode.NoContent);

        await end();
        _ada.ShouldBeTold("A passkey of your account");
        (await Host.AuditAsync(Site)).ShouldContain(entry => entry.Event == AuditEvent.PasskeyRemoved && entry.PasskeyId == passkey && entry.Actor == "client:admin-cli");
        (await _ada.CallAsync(HttpMethod.Delete, $"/passkeys/{passkey}", _bearer)).ShouldBe(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task All_passkeys_are_removed_at_once()
    {
        var end = await _ada.SignInAndExpectEndAsync();

        (await _ada.CallAsync(HttpMethod.Delete, "/passkeys", _bearer)).ShouldBe(HttpStatusCode.NoContent);

        await end();
        (await _ada.GetAsync("/passkeys", _bearer)).OrThrow().Body["items"]!.AsArray().ShouldBeEmpty();
        _ada.ShouldBeTold("A passkey of your account");
        (await _ada.CallAsync(HttpMethod.Delete, "/passkeys", _bearer)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_passkey_of_somebody_else_is_not_there()
    {
        using var bob = await Somebody.JoinAsync(Host, Site);

        (await _ada.CallAsync(HttpMethod.Delete, $"/passkeys/{await bob.PasskeyIdAsync()}?confirm=last_credential", _bearer)).ShouldBe(HttpStatusCode.NotFound, "not_found");
        await Site.SignInAsync(bob.Phone);
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_one_by_one()
    {
        var end = await _ada.SignInAndExpectEndAsync();
        var other = await Site.SignInAsync(_ada.Phone);
        var sessions = (await _ada.GetAsync("/sessions", _bearer)).OrThrow().Body["items"]!.AsArray();
        sessions.Count.ShouldBe(2);
        var session = sessions.Single(each => (string)each!["id"]! != (string)Tokens.ClaimsOf(other.Id!)["sid"]!)!;
        ((string)session["client"]!, (string)session["passkeyId"]!, (string)session["acr"]!).ShouldBe(("native-app", await _ada.PasskeyIdAsync(), "phr"));
        session["amr"]!.AsArray().Select(each => (string)each!).ShouldContain("user");

        (await _ada.CallAsync(HttpMethod.Delete, $"/sessions/{session["id"]}", _bearer)).ShouldBe(HttpStatusCode.NoContent);

        await end();
        (await Site.GetAsync("passkeys", other.Access)).ShouldBe(HttpStatusCode.OK);
        (await _ada.CallAsync(HttpMethod.Delete, $"/sessions/{session["id"]}", _bearer)).ShouldBe(HttpStatusCode.NotFound, "not_found");
        _ada.ShouldBeTold("You were signed out");
        (await Host.AuditAsync(Site)).ShouldContain(entry => entry.Event == AuditEvent.SessionEnded && entry.UserId == _ada.Id);
    }

    [Fact]
    public async Task A_session_of_somebody_else_does_not_end()
    {
        using var bob = await Somebody.JoinAsync(Host, Site);
        var tokens = await Site.SignInAsync(bob.Phone);
        var session = (string)(await bob.GetAsync("/sessions", _bearer)).OrThrow().Body["items"]![0]!["id"]!;

        (await _ada.CallAsync(HttpMethod.Delete, $"/sessions/{session}", _bearer)).ShouldBe(HttpStatusCode.NotFound, "not_found");
        (await _ada.CallAsync(HttpMethod.Delete, "/sessions", _bearer)).ShouldBe(HttpStatusCode.NoContent);

        (await Site.GetAsync("passkeys", tokens.Access)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task All_sessions_end_at_once()
    {
        var first = await _ada.SignInAndExpectEndAsync();
        var second = await _ada.SignInAndExpectEndAsync();

        (await _ada.CallAsync(HttpMethod.Delete, "/sessions", _bearer)).ShouldBe(HttpStatusCode.NoContent);

        await first();
        await second();
        (await _ada.GetAsync("/sessions", _bearer)).OrThrow().Body["items"]!.AsArray().ShouldBeEmpty();
        (await Host.AuditAsync(Site)).ShouldContain(entry => entry.Event == AuditEvent.SessionsEnded && entry.UserId == _ada.Id);
    }

    [Fact]
    public async Task Re_enrolment_takes_every_way_in_and_mails_a_new_one()
    {
        var end = await _ada.SignInAndExpectEndAsync();

        var link = await _ada.CallAsync(HttpMethod.Post, "/re-enrolment", _bearer, []);

        link.ShouldBe(HttpStatusCode.Created);
        await end();
        (await Host.PasskeysAsync(Site)).ShouldBeEmpty();
        var mail = Host.Mail.To(_ada.Identifier).Last(each => (string?)each["kind"] == "invitation");
        ((string)mail["code"]!, (string)mail["link"]!).ShouldBe((link["code"], link["link"]));
        using var phone = Site.NewPhone();
        var accepted = (await Site.PostAsync("invitations/accept", new JsonObject { ["code"] = link["code"] })).OrThrow();
        var ceremony = await Site.BeginEnrolmentAsync(accepted["signup"]);
        (await Site.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options))).ShouldBe(HttpStatusCode.Created);
        await Site.SignInAsync(phone);
        (await Host.AuditAsync(Site)).Select(entry => entry.Event).ShouldContain(AuditEvent.ReEnrolment);
    }

    [Fact]
    public async Task A_suspended_person_is_not_enrolled_anew()
    {
        (await _ada.SuspendAsync(_bearer)).OrThrow();

        (await _ada.CallAsync(HttpMethod.Post, "/re-enrolment", _bearer, [])).ShouldBe(HttpStatusCode.Conflict, "user_suspended");
        (await Host.PasskeysAsync(Site)).Count.ShouldBe(1);
    }
}
