using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Passkeys.IdentityServer.Audit;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Recovery;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Devices;

/// <summary>A passkey on a second device, by a code from one that is signed in.</summary>
public sealed class AnotherDevice(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;
    private SoftwareAuthenticator _laptop = null!;
    private SoftwareAuthenticator _phone = null!;
    private string _identifier = "";
    private string _bearer = "";

    public async ValueTask InitializeAsync()
    {
        _site = await hosts.Sqlite.NewPoolAsync();
        (_laptop, _identifier) = await _site.NewPersonAsync();
        _bearer = (await _site.SignInAsync(_laptop)).Access;
        _phone = _site.NewPhone();
    }

    public ValueTask DisposeAsync()
    {
        _laptop.Dispose();
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_code_from_a_signed_in_device_ends_in_a_passkey_of_the_same_person()
    {
        var accepted = (await AcceptAsync(await InviteAsync())).OrThrow();
        accepted["kind"].ShouldBe("device");
        accepted["next"].ShouldBe("passkey");

        (await _site.EnrolAsync(accepted["signup"], _phone)).ShouldBe(HttpStatusCode.Created);

        Tokens.ClaimsOf((await _site.SignInAsync(_phone)).Access)["sub"]!.ToString().ShouldBe(Tokens.ClaimsOf(_bearer)["sub"]!.ToString());
        (await hosts.Sqlite.PasskeysAsync(_site)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_owner_is_told_of_the_passkey()
    {
        await _site.EnrolAsync((await AcceptAsync(await InviteAsync())).OrThrow()["signup"], _phone);

        ((string)(await hosts.Sqlite.Mail.ArrivalAsync(_identifier, "notice"))["subject"]!).ShouldContain("passkey was added");
        (await hosts.Sqlite.AuditAsync(_site)).Select(entry => entry.Event).ShouldContain(AuditEvent.DeviceInvited);
    }

    [Fact]
    public async Task The_answer_has_a_link_with_the_code_and_a_picture_of_the_link()
    {
        var answer = (await _site.PostAsync("devices", new JsonObject(), _bearer)).OrThrow();

        answer.ShouldBe(HttpStatusCode.Created);
        answer["link"].ShouldBe($"http://localhost:5000/account/{_site.Pool}/enrol#code={answer["code"]}");
        XDocument.Parse(answer["qr"]).Root!.Name.LocalName.ShouldBe("svg");
        DateTimeOffset.Parse(answer["expiresAt"], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(hosts.Sqlite.Clock.GetUtcNow().AddMinutes(5), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_code_is_accepted_once()
    {
        var code = await InviteAsync();
        await AcceptAsync(code);

        (await AcceptAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_second_code_takes_the_place_of_the_first()
    {
        var first = await InviteAsync();
        var second = await InviteAsync();

        (await AcceptAsync(first)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
        (await AcceptAsync(second)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_dies_with_the_session_that_made_it()
    {
        var code = await InviteAsync();
        await EndTheSessionAsync();

        (await AcceptAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task What_a_code_became_dies_with_the_session_too()
    {
        var signup = (await AcceptAsync(await InviteAsync())).OrThrow()["signup"];
        var ceremony = await _site.BeginEnrolmentAsync(signup);
        await EndTheSessionAsync();

        (await _site.FinishRegistrationAsync(ceremony, _phone.Register(ceremony.Options))).ShouldBeRefused();
    }

    [Fact]
    public async Task A_code_of_one_pool_is_none_in_another()
    {
        var code = await InviteAsync();
        _site = await hosts.Sqlite.NewPoolAsync();

        (await AcceptAsync(code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task The_device_that_has_a_passkey_of_the_person_makes_no_second_one()
    {
        var signup = (await AcceptAsync(await InviteAsync())).OrThrow()["signup"];

        var ceremony = await _site.BeginEnrolmentAsync(signup);

        ceremony.Options["excludeCredentials"]!.AsArray().Select(credential => (string)credential!["id"]!).ShouldBe([_laptop.Credentials[0].IdText]);
    }

    [Fact]
    public async Task A_code_is_not_made_without_a_token() =>
        (await _site.PostAsync("devices", new JsonObject())).ShouldBe(HttpStatusCode.Unauthorized, "unauthorized");

    private async Task<string> InviteAsync() => (await _site.PostAsync("devices", new JsonObject(), _bearer)).OrThrow()["code"];

    private Task<Answer> AcceptAsync(string code) => _site.PostAsync("invitations/accept", new JsonObject { ["code"] = code });

    // With its passkey goes the session that the token stands on; the person stays.
    private async Task EndTheSessionAsync() =>
        (await _site.RemoveAsync((await hosts.Sqlite.PasskeysAsync(_site))[0].Id, _bearer, "last_credential")).OrThrow();
}
