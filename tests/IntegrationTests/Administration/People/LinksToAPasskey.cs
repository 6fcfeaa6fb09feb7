using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Audit;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.People;

/// <summary>Temporary links to a new passkey, by one administrator or by two.</summary>
public sealed class LinksToAPasskey(SharedHosts hosts) : IAsyncLifetime
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
    public async Task A_link_adds_a_passkey_and_works_once()
    {
        var link = await LinkAsync(_bearer, ("lifetimeSeconds", 300));

        link.ShouldBe(HttpStatusCode.Created);
        link["link"].ShouldEndWith($"/account/{Site.Pool}/enrol#code={link["code"]}");
        DateTimeOffset.Parse(link["expiresAt"], System.Globalization.CultureInfo.InvariantCulture).ShouldBe(Host.Clock.GetUtcNow().AddMinutes(5), TimeSpan.FromSeconds(1));
        using var phone = Site.NewPhone();
        await EnrolAsync(link["code"], phone);
        await Site.SignInAsync(phone);
        await Site.SignInAsync(_ada.Phone);
        (await Site.PostAsync("invitations/accept", new JsonObject { ["code"] = link["code"] })).ShouldBe(HttpStatusCode.BadRequest, "invalid_code");
        (await Host.AuditAsync(Site)).ShouldContain(entry => entry.Event == AuditEvent.EnrolmentLink && entry.UserId == _ada.Id);
    }

    [Theory]
    [InlineData("POST", "/re-enrolment", "{}")]
    [InlineData("PATCH", "", """{"status":"suspended"}""")]
    public async Task What_a_link_has_become_is_taken_back_with_all_the_rest(string method, string below, string body)
    {
        var code = (await LinkAsync(_bearer)).OrThrow()["code"];
        var signup = (await Site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).OrThrow()["signup"];

        (await _ada.CallAsync(new HttpMethod(method), below, _bearer, JsonNode.Parse(body)!.AsObject())).OrThrow();
        if (method == "PATCH")
            (await _ada.ChangeAsync(_bearer, ("status", "active"))).OrThrow();

        (await Site.PostAsync("register/webauthn/begin", new JsonObject { ["signup"] = signup })).ShouldBe(HttpStatusCode.Unauthorized, "invalid_signup");
    }

    [Fact]
    public async Task The_person_is_told_that_there_is_a_link_and_not_which()
    {
        var code = (await LinkAsync(_bearer)).OrThrow()["code"];

        _ada.ShouldBeTold("A link to your account");
        Host.Mail.To(_ada.Identifier).ShouldAllBe(mail => !mail.ToJsonString().Contains(code, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lifetimeSeconds", "299")]
    [InlineData("lifetimeSeconds", "604801")]
    [InlineData("lifetimeSeconds", "\"300\"")]
    [InlineData("secondApprover", "\"yes\"")]
    [InlineData("reason", "5")]
    public async Task What_makes_no_sense_is_named(string member, string value) => (await LinkAsync(_bearer, (member, JsonNode.Parse(value)))).ShouldName(member);

    [Fact]
    public async Task A_suspended_person_gets_none()
    {
        (await _ada.SuspendAsync(_bearer)).OrThrow();

        (await LinkAsync(_bearer)).ShouldBe(HttpStatusCode.Conflict, "user_suspended");
        (await LinkAsync(_bearer, ("secondApprover", true))).ShouldBe(HttpStatusCode.Conflict, "user_suspended");
    }

    [Fact]
    public async Task With_a_second_approver_the_link_is_made_by_that_one_alone()
    {
        using var first = await AdministratorAsync();
        using var second = await AdministratorAsync();
        var asked = await LinkAsync(first.Bearer, ("secondApprover", true), ("reason", "Lost her phone"), ("lifetimeSeconds", 600));
        asked.ShouldBe(HttpStatusCode.Accepted);
        asked.Text.ShouldNotContain("code");
        var request = asked.Body["request"]!.AsObject();
        ((string)request["status"]!, (string)request["requestedBy"]!, (string)request["reason"]!).ShouldBe(("pending", first.UserId, "Lost her phone"));

        (await ApproveAsync(request, first.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "own_request");
        var link = await ApproveAsync(request, second.Bearer);

        link.ShouldBe(HttpStatusCode.Created);
        using var phone = Site.NewPhone();
        await EnrolAsync(link["code"], phone);
        (await ApproveAsync(request, second.Bearer)).ShouldBe(HttpStatusCode.Conflict, "already_decided");
        (await DecideAsync(request, "reject", first.Bearer)).ShouldBe(HttpStatusCode.Conflict, "already_decided");
        var listed = (await Host.AdministerAsync(HttpMethod.Get, $"pools/{Site.Pool}/enrolment-requests", body: null, first.Bearer)).OrThrow().Body["items"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)listed["status"]!, (string)listed["decidedBy"]!, (string)listed["identifier"]!).ShouldBe(("approved", second.UserId, _ada.Identifier));
        _ada.ShouldBeTold("A link to your account");
        (await Host.AuditAsync(Site)).Select(entry => entry.Event).ShouldBeSubsetOf([.. AuditEvent.All]);
        (await Host.AuditAsync(Site)).ShouldContain(entry => entry.Event == AuditEvent.EnrolmentApproved && entry.Actor == second.UserId && entry.UserId == _ada.Id);
    }

    [Fact]
    public async Task A_rejected_request_is_approved_by_nobody()
    {
        using var second = await AdministratorAsync();
        var request = await AskAsync(_bearer);

        (await DecideAsync(request, "reject", second.Bearer)).OrThrow()["status"].ShouldBe("rejected");

        (await ApproveAsync(request, second.Bearer)).ShouldBe(HttpStatusCode.Conflict, "already_decided");
    }

    [Fact]
    public async Task Who_gets_the_link_does_not_approve_it()
    {
        using var ada = await Host.NewAdministratorAsync(Site, AdministratorRole.PoolAdministrator(new(Site.Pool)));
        var concerned = new Somebody(Host, Site, ada.Phone, ada.Identifier, ada.UserId);
        var request = (await concerned.CallAsync(HttpMethod.Post, "/enrolment-links", _bearer, new JsonObject { ["secondApprover"] = true })).OrThrow().Body["request"]!.AsObject();

        (await ApproveAsync(request, ada.Bearer)).ShouldBe(HttpStatusCode.Forbidden, "own_account");
    }

    [Fact]
    public async Task A_client_on_its_own_is_no_second_person()
    {
        using var first = await AdministratorAsync();

        (await ApproveAsync(await AskAsync(first.Bearer), _bearer)).ShouldBe(HttpStatusCode.Forbidden, "person_required");
    }

    [Fact]
    public async Task A_request_of_another_pool_is_not_there()
    {
        using var second = await Host.NewAdministratorAsync(Site, AdministratorRole.Platform);
        var request = await AskAsync(_bearer);
        var elsewhere = await Host.NewPoolAsync();

        foreach (var decision in new[] { "approve", "reject" })
            (await Host.AdministerAsync(HttpMethod.Post, $"pools/{elsewhere.Pool}/enrolment-requests/{request["id"]}/{decision}", [], second.Bearer)).ShouldBe(HttpStatusCode.NotFound, "not_found");
        (await Host.AdministerAsync(HttpMethod.Get, $"pools/{elsewhere.Pool}/enrolment-requests", body: null, second.Bearer)).OrThrow().Body["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_are_listed_by_parts_the_newest_first()
    {
        var asked = new List<string>();
        for (var each = 0; each < 5; each++)
            asked.Add((string)(await AskAsync(_bearer))["id"]!);

        var seen = new List<string>();
        string? next = null;
        do
        {
            var part = (await Host.AdministerAsync(HttpMethod.Get, $"pools/{Site.Pool}/enrolment-requests?limit=2{(next is null ? "" : "&cursor=" + next)}", body: null, _bearer)).OrThrow();
            seen.AddRange(part.Body["items"]!.AsArray().Select(item => (string)item!["id"]!));
            next = (string?)part.Body["next"];
        }
        while (next is not null);

        seen.ShouldBe(asked, ignoreOrder: true);
        (await Host.AdministerAsync(HttpMethod.Get, $"pools/{Site.Pool}/enrolment-requests?cursor=x", body: null, _bearer)).ShouldName("cursor");
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task Of_parallel_approvals_one_makes_a_link(string database)
    {
        var host = await hosts.OnAsync(database);
        var site = await host.NewPoolAsync();
        using var person = await Somebody.JoinAsync(host, site);
        using var second = await host.NewAdministratorAsync(site, AdministratorRole.PoolAdministrator(new(site.Pool)));
        var request = (await person.CallAsync(HttpMethod.Post, "/enrolment-links", await host.AdministratorsTokenAsync(), new JsonObject { ["secondApprover"] = true })).OrThrow().Body["request"]!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
            host.AdministerAsync(HttpMethod.Post, $"pools/{site.Pool}/enrolment-requests/{request["id"]}/approve", [], second.Bearer))));

        answers.Count(answer => answer.Status is HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.Error == "already_decided").ShouldBe(5);
    }

    private Task<AdministratorPerson> AdministratorAsync() => Host.NewAdministratorAsync(Site, AdministratorRole.PoolAdministrator(new(Site.Pool)));

    private Task<Answer> LinkAsync(string bearer, params (string Name, JsonNode? Value)[] members) =>
        _ada.CallAsync(HttpMethod.Post, "/enrolment-links", bearer, new JsonObject(members.Select(member => KeyValuePair.Create(member.Name, member.Value))));

    private async Task<JsonObject> AskAsync(string bearer) => (await LinkAsync(bearer, ("secondApprover", true))).OrThrow().Body["request"]!.AsObject();

    private Task<Answer> ApproveAsync(JsonObject request, string bearer) => DecideAsync(request, "approve", bearer);

    private Task<Answer> DecideAsync(JsonObject request, string decision, string bearer) =>
        Host.AdministerAsync(HttpMethod.Post, $"pools/{Site.Pool}/enrolment-requests/{request["id"]}/{decision}", [], bearer);

    private async Task EnrolAsync(string code, Testing.Authenticators.SoftwareAuthenticator phone)
    {
        var accepted = (await Site.PostAsync("invitations/accept", new JsonObject { ["code"] = code })).OrThrow();
        var ceremony = await Site.BeginEnrolmentAsync(accepted["signup"]);
        (await Site.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options))).ShouldBe(HttpStatusCode.Created);
    }
}
