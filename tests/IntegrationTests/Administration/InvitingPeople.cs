using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Users;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Passwords;
using Passkeys.IntegrationTests.Recovery;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration;

/// <summary>An administrator makes an account and invites its person; the invitation ends in a passkey.</summary>
public sealed class InvitingPeople(SharedHosts hosts) : IAsyncLifetime
{
    private readonly string _identifier = Someone.New();
    private Site _site = null!;
    private SoftwareAuthenticator _phone = null!;
    private string _bearer = "";

    public async ValueTask InitializeAsync()
    {
        _site = await hosts.Sqlite.NewPoolAsync(policy => policy with { Registration = new RegistrationPolicy { Invitation = true } });
        _phone = _site.NewPhone();
        _bearer = await hosts.Sqlite.AdministratorsTokenAsync();
    }

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_person_that_was_made_waits_for_the_invitation()
    {
        var created = await CreateAsync("Ada");

        created.ShouldBe(HttpStatusCode.Created);
        created.Headers["Location"].ShouldBe($"/admin/api/pools/{_site.Pool}/users/{created["id"]}");
        created.Body.Select(member => member.Key).ShouldBe(["id", "identifier", "displayName", "status", "createdAt", "passkeyCount"], ignoreOrder: true);
        (created["identifier"], created["displayName"], created["status"], (int)created.Body["passkeyCount"]!).ShouldBe((_identifier, "Ada", "pending", 0));
    }

    [Fact]
    public async Task An_invitation_ends_in_a_passkey_and_an_active_account()
    {
        var user = (await CreateAsync()).OrThrow()["id"];

        await EnrolAsync(user);
        await _site.SignInAsync(_phone);

        var found = (await hosts.Sqlite.AdministerAsync($"{_site.Pool}/users/{user}", body: null, _bearer)).OrThrow();
        (found["status"], (int)found.Body["passkeyCount"]!).ShouldBe(("active", 1));
        found["lastSignInAt"].ShouldEndWith("Z");
    }

    // The administrator has the code too, and gives it to whomever they like.
    [Fact]
    public async Task An_invitation_proves_no_address()
    {
        var user = (await CreateAsync()).OrThrow()["id"];

        await EnrolAsync(user);

        (await hosts.Sqlite.QueryAsync(db => db.Users.SingleAsync(each => each.Id == user))).EmailConfirmed.ShouldBeFalse();
    }

    [Fact]
    public async Task An_invitation_goes_by_mail_and_to_the_administrator()
    {
        var invited = (await InviteAsync((await CreateAsync()).OrThrow()["id"])).OrThrow();

        invited.ShouldBe(HttpStatusCode.Created);
        invited["link"].ShouldBe($"http://localhost:5000/account/{_site.Pool}/enrol#code={invited["code"]}");
        DateTimeOffset.Parse(invited["expiresAt"], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(hosts.Sqlite.Clock.GetUtcNow().AddDays(3), TimeSpan.FromSeconds(1));
        var mail = await hosts.Sqlite.Mail.ArrivalAsync(_identifier, "invitation");
        ((string)mail["code"]!).ShouldBe(invited["code"]);
        ((string)mail["link"]!).ShouldBe(invited["link"]);
    }

    [Fact]
    public async Task A_second_invitation_takes_the_place_of_the_first()
    {
        var user = (await CreateAsync()).OrThrow()["id"];
        var first = (await InviteAsync(user)).OrThrow()["code"];
        await InviteAsync(user);

        (await _site.PostAsync("invitations/accept", new JsonObject { ["code"] = first })).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task Where_a_pool_has_no_invitations_none_is_made()
    {
        var user = (await CreateAsync()).OrThrow()["id"];
        await hosts.Sqlite.ChangePoolAsync(_site, policy => policy with { Registration = new RegistrationPolicy() });

        (await InviteAsync(user)).ShouldBe(HttpStatusCode.Forbidden, "registration_disabled");
    }

    [Fact]
    public async Task A_suspended_person_is_not_invited()
    {
        var user = (await CreateAsync()).OrThrow()["id"];
        await hosts.Sqlite.QueryAsync(db => db.Users.Where(each => each.Id == user).ExecuteUpdateAsync(set => set.SetProperty(each => each.Status, UserStatus.Suspended)));

        (await InviteAsync(user)).ShouldBe(HttpStatusCode.Conflict, "user_suspended");
    }

    [Fact]
    public async Task An_identifier_that_is_taken_makes_no_second_person()
    {
        await CreateAsync();

        (await CreateAsync()).ShouldBe(HttpStatusCode.Conflict, "identifier_taken");
    }

    [Fact]
    public async Task An_identifier_that_a_stranger_keeps_waiting_for_activation_is_free()
    {
        await hosts.Sqlite.ChangePoolAsync(_site, policy => policy with { Registration = new RegistrationPolicy { SelfService = true, Invitation = true, Activation = true } });
        var ceremony = await _site.BeginSignUpAsync(_identifier);
        (await _site.FinishRegistrationAsync(ceremony, _phone.Register(ceremony.Options))).OrThrow();

        (await CreateAsync()).ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task A_person_needs_an_identifier(string identifier) =>
        (await hosts.Sqlite.AdministerAsync($"{_site.Pool}/users", new JsonObject { ["identifier"] = identifier }, _bearer)).ShouldName("identifier");

    [Fact]
    public async Task A_person_that_is_not_there_is_not_found()
    {
        (await hosts.Sqlite.AdministerAsync($"{_site.Pool}/users/nobody", body: null, _bearer)).ShouldBe(HttpStatusCode.NotFound, "not_found");
        (await InviteAsync("nobody")).ShouldBe(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_person_of_another_pool_is_not_found()
    {
        var user = (await CreateAsync()).OrThrow()["id"];
        var other = await hosts.Sqlite.NewPoolAsync();

        (await hosts.Sqlite.AdministerAsync($"{other.Pool}/users/{user}", body: null, _bearer)).ShouldBe(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_pool_that_is_not_there_is_unknown() =>
        (await hosts.Sqlite.AdministerAsync("nowhere/users", new JsonObject { ["identifier"] = _identifier }, _bearer)).ShouldBe(HttpStatusCode.NotFound, "unknown_pool");

    [Fact]
    public async Task Strangers_are_not_told_which_pools_there_are()
    {
        (await hosts.Sqlite.AdministerAsync($"{_site.Pool}/users/x", body: null, bearer: null)).ShouldBe(HttpStatusCode.Unauthorized, "unauthorized");
        (await hosts.Sqlite.AdministerAsync("nowhere/users/x", body: null, bearer: null)).ShouldBe(HttpStatusCode.Unauthorized, "unauthorized");
        (await hosts.Sqlite.AdministerAsync($"{_site.Pool}/users/x", body: null, bearer: _bearer[..^4] + "AAAA")).ShouldBe(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Fact]
    public async Task A_token_without_the_scope_administers_nothing()
    {
        var back = Tokens.Of(await hosts.Sqlite.ClientTokenAsync("backend", "backend-secret", "passkeys.backend")).Access;

        var answer = await hosts.Sqlite.AdministerAsync($"{_site.Pool}/users/x", body: null, back);

        answer.ShouldBe(HttpStatusCode.Forbidden, "insufficient_scope");
        answer.Headers["WWW-Authenticate"].ShouldContain("scope=\"passkeys.admin\"");
    }

    [Fact]
    public async Task What_an_administrator_did_is_audited_with_who_it_was()
    {
        var user = (await CreateAsync()).OrThrow()["id"];
        await InviteAsync(user);

        var audit = await hosts.Sqlite.AuditAsync(_site);
        audit.Select(entry => entry.Event).ShouldBe([AuditEvent.UserCreated, AuditEvent.Invitation], ignoreOrder: true);
        audit.ShouldAllBe(entry => entry.Actor == "client:admin-cli" && entry.UserId == user);
    }

    [Fact]
    public async Task Staff_are_invited_enrol_set_a_password_and_sign_in_with_both()
    {
        _site = hosts.Sqlite.Pool("staff");
        await EnrolAsync((await CreateAsync()).OrThrow()["id"]);
        using var browser = hosts.Sqlite.NewBrowser();
        var page = new Testing.Hosting.Caller(browser);
        await SignInAsync(page, await _site.BeginSignInAsync(), counter: 1);
        using var password = Testing.Hosting.Caller.Json(new JsonObject { ["password"] = Passwording.Good }.ToJsonString());
        (await page.SendAsync(HttpMethod.Put, _site.Path("password"), password, bearer: null)).ShouldBe(HttpStatusCode.NoContent);

        var begun = (await _site.TryPasswordAsync(_identifier)).OrThrow();

        (await SignInAsync(page, new Testing.Hosting.Ceremony(begun["ceremony"], begun.Body["publicKey"]!.AsObject()), counter: 2))["redirect"].ShouldBe("/passkeys");
    }

    private async Task<Answer> SignInAsync(Testing.Hosting.Caller page, Testing.Hosting.Ceremony ceremony, uint counter)
    {
        var credential = _phone.Sign(ceremony.Options, draft => draft.SignCount = counter);
        return (await page.PostAsync(_site.Path("login/webauthn/finish"), new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = credential })).OrThrow();
    }

    private Task<Answer> CreateAsync(string? displayName = null) =>
        hosts.Sqlite.AdministerAsync($"{_site.Pool}/users", new JsonObject { ["identifier"] = _identifier, ["displayName"] = displayName }, _bearer);

    private Task<Answer> InviteAsync(string user) => hosts.Sqlite.AdministerAsync($"{_site.Pool}/users/{user}/invitations", [], _bearer);

    private async Task EnrolAsync(string user)
    {
        var code = (await InviteAsync(user)).OrThrow()["code"];
        var accepted = (await _site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).OrThrow();
        accepted["kind"].ShouldBe("invitation");
        (await _site.EnrolAsync(accepted["signup"], _phone)).ShouldBe(HttpStatusCode.Created);
    }
}
