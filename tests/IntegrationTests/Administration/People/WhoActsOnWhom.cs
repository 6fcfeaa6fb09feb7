using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.People;

/// <summary>Who administers a pool does not get hold of the accounts in it that may do more; and gives no role that is not theirs to give.</summary>
public sealed class WhoActsOnWhom(SharedHosts hosts) : IAsyncLifetime
{
    private Site _site = null!;
    private Site _elsewhere = null!;
    private AdministratorPerson _ofPool = null!;
    private string _platform = "";

    public static TheoryData<string, string> Acts => new()
    {
        { "PATCH", "" }, { "DELETE", "" }, { "DELETE", "/passkeys/{passkey}?confirm=last_credential" }, { "DELETE", "/sessions" }, { "DELETE", "/sessions/{session}" },
        { "POST", "/invitations" }, { "POST", "/re-enrolment" }, { "POST", "/enrolment-links" }, { "PUT", "/roles" },
    };

    private HostFixture Host => hosts.Sqlite;

    private string OwnRole => AdministratorRole.PoolAdministrator(new(_site.Pool));

    public async ValueTask InitializeAsync()
    {
        _site = await Host.NewPoolAsync(policy => policy with { Registration = policy.Registration with { Invitation = true } });
        _elsewhere = await Host.NewPoolAsync();
        _ofPool = await Host.NewAdministratorAsync(_site, OwnRole);
        _platform = await Host.AdministratorsTokenAsync();
    }

    public ValueTask DisposeAsync()
    {
        _ofPool.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory, MemberData(nameof(Acts))]
    public Task Nobody_gets_hold_of_the_account_of_a_platform_administrator(string method, string below) => ShouldBeOutOfReachAsync(AdministratorRole.Platform, method, below);

    [Theory, MemberData(nameof(Acts))]
    public Task Nobody_gets_hold_of_the_account_of_an_auditor_of_everything(string method, string below) => ShouldBeOutOfReachAsync(AdministratorRole.Auditor, method, below);

    [Theory, MemberData(nameof(Acts))]
    public Task Nobody_gets_hold_of_the_account_of_another_pools_auditor(string method, string below) => ShouldBeOutOfReachAsync(AdministratorRole.PoolAuditor(new(_elsewhere.Pool)), method, below);

    [Theory, MemberData(nameof(Acts))]
    public async Task What_is_done_to_a_peer_is_done(string method, string below)
    {
        using var peer = await Host.NewAdministratorAsync(_site, OwnRole);

        (await ActAsync(peer, method, below, [OwnRole])).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_role_counts_from_the_call_after_it_was_given()
    {
        using var person = await Host.NewAdministratorAsync(_site);
        var somebody = Of(person);
        (await Host.AdministerAsync(HttpMethod.Get, $"pools/{_site.Pool}/users", body: null, person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");

        (await somebody.SetRolesAsync(_ofPool.Bearer, AdministratorRole.PoolAuditor(new(_site.Pool)))).OrThrow().Body["roles"]!.AsArray().Count.ShouldBe(1);
        (await Host.AdministerAsync(HttpMethod.Get, $"pools/{_site.Pool}/users", body: null, person.Bearer)).ShouldBe(HttpStatusCode.OK);
        (await somebody.SetRolesAsync(_ofPool.Bearer)).OrThrow();

        (await Host.AdministerAsync(HttpMethod.Get, $"pools/{_site.Pool}/users", body: null, person.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        var audit = (await Host.AuditAsync(_site)).Where(entry => entry.UserId == person.UserId && entry.Actor == _ofPool.UserId).Select(entry => (entry.Event, entry.Reason));
        audit.ShouldBe([(AuditEvent.RoleGiven, $"auditor:{_site.Pool}"), (AuditEvent.RoleWithdrawn, $"auditor:{_site.Pool}")], ignoreOrder: true);
        somebody.ShouldBeTold("administer");
    }

    [Theory]
    [InlineData(AdministratorRole.Platform)]
    [InlineData(AdministratorRole.Auditor)]
    [InlineData("pool-administrator:{elsewhere}")]
    [InlineData("auditor:{elsewhere}")]
    [InlineData("auditor:no-such-pool")]
    public async Task A_pools_administrator_gives_roles_of_that_pool_alone(string role)
    {
        using var person = await Host.NewAdministratorAsync(_site);
        var named = role.Replace("{elsewhere}", _elsewhere.Pool, StringComparison.Ordinal);

        (await Of(person).SetRolesAsync(_ofPool.Bearer, named)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await Of(person).GetAsync("/roles", _platform)).OrThrow().Body["roles"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pools_administrator_does_not_give_more_to_themselves() =>
        (await Of(_ofPool).SetRolesAsync(_ofPool.Bearer, OwnRole, AdministratorRole.Platform)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");

    [Fact]
    public async Task A_role_that_one_only_reads_is_not_withdrawn()
    {
        using var reader = await Host.NewAdministratorAsync(_site, OwnRole, AdministratorRole.PoolAuditor(new(_elsewhere.Pool)));
        using var other = await Host.NewAdministratorAsync(_site, AdministratorRole.PoolAuditor(new(_elsewhere.Pool)));

        (await Of(other).SetRolesAsync(reader.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
        (await Of(other).SetRolesAsync(reader.Bearer, $"auditor:{_elsewhere.Pool}", OwnRole)).OrThrow();
    }

    // Else whoever administers a pool would make a link to everybody in it, and wait for one of them to be given more.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_link_from_before_a_role_leads_nowhere_after_it(bool accepted)
    {
        using var person = await Host.NewAdministratorAsync(_site);
        var code = (await Of(person).CallAsync(HttpMethod.Post, "/enrolment-links", _ofPool.Bearer, [])).OrThrow()["code"];
        var signup = accepted ? (await _site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).OrThrow()["signup"] : null;

        (await Of(person).SetRolesAsync(_platform, AdministratorRole.PoolAuditor(new(_elsewhere.Pool)))).OrThrow();

        if (signup is null)
            (await _site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
        else
            (await _site.PostAsync("register/webauthn/begin", new JsonObject { ["signup"] = signup })).ShouldBe(HttpStatusCode.Unauthorized, "invalid_signup");
    }

    // Whoever administers the pool may have set them, by a link or a file.
    [Fact]
    public async Task A_role_beyond_the_pool_closes_every_other_way_in()
    {
        using var person = await Host.NewAdministratorAsync(_site);
        var tokens = await _site.SignInAsync(person.Phone);
        await Host.QueryAsync(db => db.Users.Where(user => user.Id == person.UserId).ExecuteUpdateAsync(set => set
            .SetProperty(user => user.PasswordHash, "hash").SetProperty(user => user.Email, "elsewhere@example.com").SetProperty(user => user.NormalizedEmail, "ELSEWHERE@EXAMPLE.COM")));
        var before = (await Of(person).GetAsync("", _ofPool.Bearer)).OrThrow().Body;
        ((bool)before["hasPassword"]!, (string?)before["email"]).ShouldBe((true, "elsewhere@example.com"));

        (await Of(person).SetRolesAsync(_platform, AdministratorRole.PoolAuditor(new(_elsewhere.Pool)))).OrThrow();

        (await _site.GetAsync("passkeys", tokens.Access)).ShouldBe(HttpStatusCode.Unauthorized);
        var after = (await Of(person).GetAsync("", _platform)).OrThrow().Body;
        (after.ContainsKey("hasPassword"), after.ContainsKey("email")).ShouldBe((false, false));
        await _site.SignInAsync(person.Phone);
    }

    [Fact]
    public async Task A_role_of_another_pool_is_not_told_to_who_does_not_read_that_pool()
    {
        using var person = await Host.NewAdministratorAsync(_site, OwnRole, AdministratorRole.PoolAuditor(new(_elsewhere.Pool)));

        (await Of(person).GetAsync("/roles", _ofPool.Bearer)).OrThrow().Body["roles"]!.AsArray().Select(role => (string)role!).ShouldBe([OwnRole]);
    }

    [Fact]
    public async Task A_role_of_the_same_pool_leaves_a_link_as_it_was()
    {
        using var person = await Host.NewAdministratorAsync(_site);
        var code = (await Of(person).CallAsync(HttpMethod.Post, "/enrolment-links", _ofPool.Bearer, [])).OrThrow()["code"];

        (await Of(person).SetRolesAsync(_platform, OwnRole)).OrThrow();

        await _site.BeginEnrolmentAsync((await _site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).OrThrow()["signup"]);
    }

    [Theory]
    [InlineData("king")]
    [InlineData("pool-administrator:")]
    [InlineData("pool-administrator:no-such-pool")]
    [InlineData("auditor:UPPER")]
    public async Task What_is_no_role_is_named(string role)
    {
        using var person = await Host.NewAdministratorAsync(_site);

        (await Of(person).SetRolesAsync(_platform, role)).ShouldName("roles");
    }

    [Fact]
    public async Task Roles_have_to_be_said()
    {
        using var person = await Host.NewAdministratorAsync(_site);

        (await Of(person).CallAsync(HttpMethod.Put, "/roles", _platform, [])).ShouldName("roles");
        (await Of(person).CallAsync(HttpMethod.Put, "/roles", _platform, new JsonObject { ["roles"] = "auditor" })).ShouldName("roles");
    }

    // Who signs up with an administrator's address would wait for the role.
    [Fact]
    public async Task An_account_that_nobody_has_claimed_gets_no_role()
    {
        await Host.ChangePoolAsync(_site, policy => policy with { Registration = policy.Registration with { SelfService = true, Activation = true } });
        using var phone = _site.NewPhone();
        var identifier = Someone.New();
        var ceremony = await _site.BeginSignUpAsync(identifier);
        (await _site.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options))).OrThrow();
        var somebody = new Somebody(Host, _site, phone, identifier, await Somebody.IdOfAsync(Host, _site, identifier));

        (await somebody.SetRolesAsync(_platform, OwnRole)).ShouldBe(HttpStatusCode.Conflict, "user_pending");
    }

    [Fact]
    public async Task Administrators_are_listed_for_those_who_read_everything()
    {
        using var auditor = await Host.NewAdministratorAsync(_site, AdministratorRole.Auditor);
        var found = new List<JsonNode>();
        string? next = null;
        do
        {
            var part = (await Host.AdministerAsync(HttpMethod.Get, $"administrators?limit=2{(next is null ? "" : "&cursor=" + next)}", body: null, auditor.Bearer)).OrThrow();
            found.AddRange(part.Body["items"]!.AsArray()!);
            next = (string?)part.Body["next"];
        }
        while (next is not null);

        var shown = found.Single(each => (string)each["id"]! == _ofPool.UserId);
        ((string)shown["pool"]!, (string)shown["identifier"]!, (string)shown["status"]!, (string)shown["roles"]![0]!).ShouldBe((_site.Pool, _ofPool.Identifier, "active", OwnRole));
        (await Host.AdministerAsync(HttpMethod.Get, "administrators", body: null, _ofPool.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "access_denied");
    }

    private async Task ShouldBeOutOfReachAsync(string role, string method, string below)
    {
        using var other = await Host.NewAdministratorAsync(_site, role);

        (await ActAsync(other, method, below, [])).ShouldBe(HttpStatusCode.Forbidden, "access_denied");

        await _site.SignInAsync(other.Phone);
        (await Of(other).GetAsync("/roles", _platform)).OrThrow().Body["roles"]!.AsArray().ShouldHaveSingleItem();
    }

    private async Task<Answer> ActAsync(AdministratorPerson on, string method, string below, string[] roles)
    {
        var somebody = Of(on);
        var session = (string)(await somebody.GetAsync("/sessions", _platform)).OrThrow().Body["items"]![0]!["id"]!;
        var path = below.Replace("{passkey}", await somebody.PasskeyIdAsync(), StringComparison.Ordinal).Replace("{session}", session, StringComparison.Ordinal);
        var body = method is "DELETE" ? null : new JsonObject { ["status"] = "suspended", ["roles"] = new JsonArray([.. roles.Select(role => (JsonNode)role)]) };
        return await somebody.CallAsync(new HttpMethod(method), path, _ofPool.Bearer, body);
    }

    private Somebody Of(AdministratorPerson person) => new(Host, _site, person.Phone, person.Identifier, person.UserId);
}
