using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Administration;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.People;

/// <summary>Somebody stays who administers everything, whatever is done and however many do it at once.</summary>
public sealed class LastAdministrator : IAsyncDisposable
{
    private HostFixture _host = null!;
    private string _bearer = "";

    public static TheoryData<string, string, string> Acts => new()
    {
        { "PATCH", "", """{"status":"suspended"}""" }, { "DELETE", "", "" }, { "DELETE", "/passkeys/{passkey}?confirm=last_credential", "" },
        { "POST", "/re-enrolment", "{}" }, { "PUT", "/roles", """{"roles":["auditor"]}""" },
    };

    [Theory, MemberData(nameof(Acts))]
    public async Task The_last_one_stays(string method, string below, string body)
    {
        await StartAsync(TestDatabase.Sqlite());
        using var only = await AdministratorAsync();

        (await ActAsync(only, only.Bearer, method, below, body)).ShouldBe(HttpStatusCode.Conflict, "last_administrator");
        (await ActAsync(only, _bearer, method, below, body)).ShouldBe(HttpStatusCode.Conflict, "last_administrator");

        (await _host.AdministerAsync(HttpMethod.Get, "administrators", body: null, only.Bearer)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(Acts))]
    public async Task One_of_two_may_go_and_then_the_other_stays(string method, string below, string body)
    {
        await StartAsync(TestDatabase.Sqlite());
        using var one = await AdministratorAsync();
        using var other = await AdministratorAsync();

        (await ActAsync(one, other.Bearer, method, below, body)).OrThrow();
        (await ActAsync(other, _bearer, method, below, body)).ShouldBe(HttpStatusCode.Conflict, "last_administrator");
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task Of_two_who_strip_each_other_at_once_one_stays(string database)
    {
        await StartAsync(database == "Sqlite" ? TestDatabase.Sqlite() : TestDatabase.PostgreSql());
        for (var round = 0; round < 3; round++)
        {
            using var one = await AdministratorAsync();
            using var other = await AdministratorAsync();

            var answers = await Task.WhenAll(
                Task.Run(() => ActAsync(one, _bearer, "PUT", "/roles", """{"roles":[]}""")),
                Task.Run(() => ActAsync(other, _bearer, "PATCH", "", """{"status":"suspended"}""")));

            answers.Count(answer => answer.Status is HttpStatusCode.OK).ShouldBe(1, string.Join('\n', answers.Select(answer => answer.Text)));
            answers.Count(answer => answer.Error == "last_administrator").ShouldBe(1);
            await _host.QueryAsync(db => db.UserClaims.ExecuteDeleteAsync());
        }
    }

    [Fact]
    public async Task Of_a_person_who_is_suspended_and_the_pool_of_the_other_that_is_deleted_at_once_one_stays()
    {
        await StartAsync(TestDatabase.PostgreSql());
        for (var round = 0; round < 5; round++)
        {
            using var one = await AdministratorAsync();
            var elsewhere = await _host.NewPoolAsync();
            using var other = await _host.NewAdministratorAsync(elsewhere, AdministratorRole.Platform);

            var answers = await Task.WhenAll(
                Task.Run(() => ActAsync(one, _bearer, "PATCH", "", """{"status":"suspended"}""")),
                Task.Run(() => _host.AdministerAsync(HttpMethod.Delete, $"pools/{elsewhere.Pool}", body: null, _bearer)));

            answers.Count(answer => answer.Error == "last_administrator").ShouldBe(1, string.Join('\n', answers.Select(answer => answer.Text)));
            await _host.QueryAsync(db => db.UserClaims.ExecuteDeleteAsync());
        }
    }

    [Fact]
    public async Task The_operator_of_the_host_makes_one_of_any_pool()
    {
        await StartAsync(TestDatabase.Sqlite());
        using var there = await AdministratorAsync();
        var site = _host.Pool("demo");
        using var known = await Somebody.JoinAsync(_host, site);
        var newcomer = Someone.New();

        foreach (var identifier in new[] { known.Identifier, newcomer })
        {
            var path = (await SeedAsync("demo", identifier)).ShouldNotBeNull();
            var code = path[(path.IndexOf('=', StringComparison.Ordinal) + 1)..];
            using var phone = site.NewPhone();
            var accepted = (await site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).OrThrow();
            var ceremony = await site.BeginEnrolmentAsync(accepted["signup"]);
            (await site.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options))).OrThrow();
            var bearer = (await site.SignInAsync(phone, TestClients.AdminApp, "openid passkeys.admin")).Access;
            (await _host.AdministerAsync(HttpMethod.Get, "administrators", body: null, bearer)).ShouldBe(HttpStatusCode.OK);
        }
        (await SeedAsync("nowhere", newcomer)).ShouldBeNull();
    }

    // Whoever administers the person's pool may hold one.
    [Fact]
    public async Task A_link_from_before_the_operator_made_one_leads_nowhere_after_it()
    {
        await StartAsync(TestDatabase.Sqlite());
        using var known = await Somebody.JoinAsync(_host, _host.Pool("demo"));
        var code = (await known.CallAsync(HttpMethod.Post, "/enrolment-links", _bearer, [])).OrThrow()["code"];
        var signup = (await known.Site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).OrThrow()["signup"];

        (await SeedAsync("demo", known.Identifier)).ShouldNotBeNull();

        (await known.Site.PostAsync("register/webauthn/begin", new JsonObject { ["signup"] = signup })).ShouldBe(HttpStatusCode.Unauthorized, "invalid_signup");
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    private async Task StartAsync(TestDatabase database)
    {
        _host = await HostFixture.StartAsync(database, TestClients.Settings);
        _bearer = await _host.AdministratorsTokenAsync();
    }

    private Task<AdministratorPerson> AdministratorAsync() => _host.NewAdministratorAsync(_host.Pool("demo"), AdministratorRole.Platform);

    private async Task<string?> SeedAsync(string pool, string identifier)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IFirstAdministrator>().SeedAsync(new PoolId(pool), identifier, "operator", CancellationToken.None);
    }

    private async Task<Answer> ActAsync(AdministratorPerson on, string bearer, string method, string below, string body)
    {
        var somebody = new Somebody(_host, _host.Pool("demo"), on.Phone, on.Identifier, on.UserId);
        var path = below.Replace("{passkey}", below.Length > 0 && below.Contains("{passkey}", StringComparison.Ordinal) ? await somebody.PasskeyIdAsync() : "", StringComparison.Ordinal);
        return await somebody.CallAsync(new HttpMethod(method), path, bearer, body.Length == 0 ? null : JsonNode.Parse(body)!.AsObject());
    }
}
