using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Audit;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Recovery;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.People;

/// <summary>An administrator changes, suspends and removes accounts.</summary>
public sealed class ChangingAccounts(SharedHosts hosts) : IAsyncLifetime
{
    private Somebody _ada = null!;
    private string _bearer = "";

    private HostFixture Host => hosts.Sqlite;

    private Site Site => _ada.Site;

    public async ValueTask InitializeAsync()
    {
        _bearer = await Host.AdministratorsTokenAsync();
        _ada = await Somebody.JoinAsync(Host, await Host.NewPoolAsync(policy => policy with { Languages = ["en"], Registration = policy.Registration with { Invitation = true } }));
    }

    public ValueTask DisposeAsync()
    {
        _ada.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_suspended_person_is_out_at_once_and_stays_out()
    {
        var end = await _ada.SignInAndExpectEndAsync();

        (await _ada.SuspendAsync(_bearer)).OrThrow()["status"].ShouldBe("suspended");

        await end();
        var ceremony = await Site.BeginSignInAsync();
        (await Site.FinishSignInAsync(ceremony, _ada.Phone.Sign(ceremony.Options))).ShouldBeRefused();
        _ada.ShouldBeTold("is suspended");
        (await EventsAsync()).ShouldContain(AuditEvent.UserSuspended);
    }

    [Fact]
    public async Task Codes_of_a_suspended_person_are_worthless_also_afterwards()
    {
        var code = (await _ada.CallAsync(HttpMethod.Post, "/invitations", _bearer, [])).OrThrow()["code"];
        (await _ada.SuspendAsync(_bearer)).OrThrow();
        (await _ada.ChangeAsync(_bearer, ("status", "active"))).OrThrow();

        (await Site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_person_comes_back_with_the_passkeys_that_they_had()
    {
        var end = await _ada.SignInAndExpectEndAsync();
        (await _ada.SuspendAsync(_bearer)).OrThrow();

        (await _ada.ChangeAsync(_bearer, ("status", "active"))).OrThrow()["status"].ShouldBe("active");

        await Site.SignInAsync(_ada.Phone);
        await end();
        _ada.ShouldBeTold("is active");
        (await EventsAsync()).ShouldContain(AuditEvent.UserReactivated);
    }

    [Fact]
    public async Task A_session_that_crossed_the_suspension_does_not_wake_up()
    {
        (await _ada.SuspendAsync(_bearer)).OrThrow();
        var late = await Host.QueryAsync(async db =>
        {
            var now = Host.Clock.GetUtcNow();
            var session = new IdentityServer.Sessions.Session { Id = Guid.CreateVersion7().ToString("N"), Pool = new PoolId(Site.Pool), UserId = _ada.Id, AuthenticatedAt = now, Amr = "pop", Acr = "", ExpiresAt = now.AddHours(1) };
            db.Sessions.Add(session);
            await db.SaveChangesAsync();
            return session.Id;
        });

        (await _ada.ChangeAsync(_bearer, ("status", "active"))).OrThrow();

        (await Host.QueryAsync(db => db.Sessions.AnyAsync(session => session.Id == late))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_waiting_account_can_be_made_active()
    {
        var created = (await Host.AdministerAsync(HttpMethod.Post, $"pools/{Site.Pool}/users", new JsonObject { ["identifier"] = Someone.New() }, _bearer)).OrThrow();

        (await Host.AdministerAsync(HttpMethod.Patch, $"pools/{Site.Pool}/users/{created["id"]}", new JsonObject { ["status"] = "active" }, _bearer)).OrThrow()["status"].ShouldBe("active");
    }

    [Fact]
    public async Task A_new_identifier_signs_in_and_the_former_address_is_told()
    {
        var changed = Someone.New();

        var answer = (await _ada.ChangeAsync(_bearer, ("identifier", changed), ("displayName", "Ada"))).OrThrow();

        (answer["identifier"], answer["displayName"]).ShouldBe((changed, "Ada"));
        (await Site.BeginSignInAsync(changed)).Options["allowCredentials"]!.AsArray().Select(each => (string)each!["id"]!).ShouldContain(BackEnd.IdOf(_ada.Phone));
        _ada.ShouldBeTold("another sign-in name");
        (await EventsAsync()).ShouldContain(AuditEvent.UserChanged);
    }

    [Fact]
    public async Task Codes_that_went_to_the_former_address_are_worthless()
    {
        await Site.AskForRecoveryAsync(_ada.Identifier);
        var code = (string)(await Host.Mail.ArrivalAsync(_ada.Identifier, "recovery"))["code"]!;
        var changed = Someone.New();
        (await _ada.ChangeAsync(_bearer, ("identifier", changed))).OrThrow();

        (await Site.VerifyRecoveryAsync(changed, code)).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
    }

    [Fact]
    public async Task A_name_can_be_taken_away()
    {
        (await _ada.ChangeAsync(_bearer, ("displayName", "Ada"))).OrThrow();

        (await _ada.ChangeAsync(_bearer, ("displayName", null))).OrThrow().Body["displayName"].ShouldBeNull();
    }

    [Fact]
    public async Task An_identifier_that_somebody_has_is_taken()
    {
        using var bob = await Somebody.JoinAsync(Host, Site);

        (await _ada.ChangeAsync(_bearer, ("identifier", bob.Identifier.ToUpperInvariant()))).ShouldBe(HttpStatusCode.Conflict, "identifier_taken");
        (await _ada.ChangeAsync(_bearer, ("identifier", _ada.Identifier.ToUpperInvariant()))).OrThrow();
    }

    [Theory]
    [InlineData("status", "\"gone\"")]
    [InlineData("status", "\"pending\"")]
    [InlineData("status", "\"\"")]
    [InlineData("status", "7")]
    [InlineData("identifier", "\"\"")]
    [InlineData("identifier", "[]")]
    [InlineData("displayName", "1")]
    public async Task What_makes_no_sense_is_named_and_changes_nothing(string member, string value) =>
        (await _ada.ChangeAsync(_bearer, (member, JsonNode.Parse(value)))).ShouldName(member);

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task Of_a_removed_person_nothing_stays_but_the_audit(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync(policy => policy with { Languages = ["en"] });
        var bearer = await host.AdministratorsTokenAsync();
        using var person = await Somebody.JoinAsync(host, site);
        var end = await person.SignInAndExpectEndAsync();
        (await person.SetRolesAsync(bearer, $"auditor:{site.Pool}")).OrThrow();
        (await person.CallAsync(HttpMethod.Post, "/enrolment-links", bearer, new JsonObject { ["secondApprover"] = true })).OrThrow();

        (await person.RemoveAsync(bearer)).ShouldBe(HttpStatusCode.NoContent);

        await end();
        (await person.GetAsync("", bearer)).ShouldBe(HttpStatusCode.NotFound, "not_found");
        var pool = new PoolId(site.Pool);
        (await host.QueryAsync(async db => new[]
        {
            await db.Users.CountAsync(each => each.Id == person.Id),
            await db.Passkeys.CountAsync(each => each.UserId == person.Id),
            await db.Sessions.CountAsync(each => each.UserId == person.Id),
            await db.TokenFamilies.CountAsync(each => each.UserId == person.Id),
            await db.OneTimeCodes.CountAsync(each => each.UserId == person.Id),
            await db.UserClaims.CountAsync(each => each.UserId == person.Id),
            await db.EnrolmentRequests.CountAsync(each => each.UserId == person.Id),
        })).ShouldAllBe(count => count == 0);
        person.ShouldBeTold("was removed");
        (await host.AuditAsync(site)).Select(entry => entry.Event).ShouldContain(AuditEvent.UserDeleted);
    }

    [Fact]
    public async Task A_person_of_another_pool_is_not_there()
    {
        var elsewhere = await Host.NewPoolAsync();

        foreach (var (method, below) in EveryCall())
            (await _ada.CallAsync(method, below, _bearer, BodyFor(method), elsewhere)).ShouldBe(HttpStatusCode.NotFound, "not_found");
        (await _ada.GetAsync("", _bearer)).OrThrow()["status"].ShouldBe("active");
        (await Host.PasskeysAsync(Site)).Count.ShouldBe(1);
    }

    private static (HttpMethod, string)[] EveryCall() =>
    [
        (HttpMethod.Get, ""), (HttpMethod.Patch, ""), (HttpMethod.Delete, ""), (HttpMethod.Get, "/passkeys"), (HttpMethod.Delete, "/passkeys/x"),
        (HttpMethod.Get, "/sessions"), (HttpMethod.Delete, "/sessions"), (HttpMethod.Delete, "/sessions/x"), (HttpMethod.Post, "/invitations"), (HttpMethod.Post, "/re-enrolment"),
        (HttpMethod.Post, "/enrolment-links"), (HttpMethod.Get, "/roles"), (HttpMethod.Put, "/roles"),
    ];

    private static JsonObject? BodyFor(HttpMethod method) => method == HttpMethod.Get || method == HttpMethod.Delete ? null : new JsonObject { ["roles"] = new JsonArray(), ["status"] = "suspended" };

    private async Task<IEnumerable<string>> EventsAsync()
    {
        var audit = await Host.AuditAsync(Site);
        return audit.Where(entry => entry.Actor == "client:admin-cli" && entry.UserId == _ada.Id).Select(entry => entry.Event);
    }
}
