using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Administration.Pools;
using Passkeys.IdentityServer.Administration.Pools.Doctor;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Hosts;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Administration.Pools;

/// <summary>What the doctor finds, with a world outside that says what the test wants.</summary>
public sealed class DoctorOfPools(SharedHosts hosts)
{
    private const string HostOrigin = "https://id.example.com";
    private const string Related = "https://example.net";
    private const string Fingerprint = "14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5";

    private static readonly FetchedDocument NotFound = new(Failure: null, 404, "text/html", "", Date: null);

    [Fact]
    public async Task A_pool_that_is_as_it_should_be_has_nothing_wrong()
    {
        var findings = await ExamineAsync(new PoolPolicy { Origins = ["https://shop.example.com"], Registration = new() { Invitation = true } });

        findings.Where(finding => finding.Level is FindingLevel.Wrong).ShouldBeEmpty();
        findings.Select(finding => finding.Check).ShouldContain(PoolChecks.Clock);
    }

    [Theory]
    [InlineData("com", "https://id.com")]
    [InlineData("co.uk", "https://id.co.uk")]
    [InlineData("example.com", "https://id.example.org")]
    [InlineData("example.com", "http://id.example.com")]
    public async Task A_domain_that_cannot_be_used_here_is_wrong(string rpId, string hostOrigin) =>
        (await ExamineAsync(new PoolPolicy(), rpId, hostOrigin)).ShouldContain(finding => finding.Check == PoolChecks.RelyingParty && finding.Level == FindingLevel.Wrong);

    [Theory]
    [InlineData("http://shop.example.com")]
    public async Task An_origin_without_TLS_is_wrong(string origin) =>
        Only(await ExamineAsync(new PoolPolicy { Origins = [origin] }), PoolChecks.Origins).ShouldSatisfyAllConditions(
            finding => finding.Level.ShouldBe(FindingLevel.Wrong), finding => finding.Subject.ShouldBe(origin));

    [Fact]
    public async Task A_pool_without_an_origin_is_wrong() =>
        (await ExamineAsync(new PoolPolicy(), "example.com", "https://id.example.org")).ShouldContain(finding => finding.Check == PoolChecks.Origins && finding.Level == FindingLevel.Wrong);

    // At the command line, where no request tells.
    [Fact]
    public async Task A_pool_without_an_origin_is_not_called_wrong_where_nobody_said_where_the_host_is()
    {
        var finding = Only(await ExamineAsync(new PoolPolicy(), "example.com", hostOrigin: null), PoolChecks.Origins);

        finding.Level.ShouldBe(FindingLevel.Advice);
        finding.Message.ShouldContain("Passkeys:PublicOrigin");
    }

    [Fact]
    public async Task Related_origins_that_the_domain_lists_are_good()
    {
        var finding = await RelatedAsync(Json($"{{\"origins\":[\"https://shop.example.com\",\"{Related}\"]}}"));

        finding.Level.ShouldBe(FindingLevel.Good);
        finding.Subject.ShouldBe("https://example.com/.well-known/webauthn");
    }

    public static TheoryData<string, string> WrongDocuments => new()
    {
        { "not reach", "" },
        { "status 404", "404" },
        { "type is text/html", "<html>" },
        { "well-formed", "{" },
        { "no list of origins", "{\"origins\":\"https://example.net\"}" },
        { "no list of origins", "[]" },
        { "and not https://example.net", "{\"origins\":[\"https://shop.example.com\"]}" },
        { "more than 5", "{\"origins\":[\"https://a.test\",\"https://b.test\",\"https://c.test\",\"https://d.test\",\"https://e.test\",\"https://example.net\"]}" },
    };

    [Theory, MemberData(nameof(WrongDocuments))]
    public async Task Whatever_is_wrong_with_the_document_is_said(string said, string text)
    {
        var finding = await RelatedAsync(text switch
        {
            "" => FetchedDocument.Failed("it did not reach us"),
            "404" => NotFound,
            "<html>" => new FetchedDocument(Failure: null, 200, "text/html", text, Date: null),
            _ => Json(text),
        });

        finding.Level.ShouldBe(FindingLevel.Wrong);
        finding.Message.ShouldContain(said);
    }

    [Fact]
    public async Task A_redirect_is_not_followed() =>
        (await RelatedAsync(new FetchedDocument(Failure: null, 301, MediaType: null, "", Date: null))).Level.ShouldBe(FindingLevel.Advice);

    [Theory]
    [InlineData(true, FindingLevel.Good)]
    [InlineData(false, FindingLevel.Wrong)]
    public async Task Android_apps_have_to_be_named(bool isNamed, FindingLevel level)
    {
        var statement = $$$"""[{"relation":["delegate_permission/common.get_login_creds"],"target":{"namespace":"android_app","package_name":"com.example.app","sha256_cert_fingerprints":["{{{Fingerprint}}}"]}}]""";
        var policy = new PoolPolicy { AndroidApps = [new AndroidApp { PackageName = "com.example.app", Sha256CertFingerprints = [Fingerprint] }] };

        Only(await ExamineAsync(policy, documents: new() { ["assetlinks.json"] = Json(isNamed ? statement : "[{}]") }), PoolChecks.AndroidApps).Level.ShouldBe(level);
    }

    [Theory]
    [InlineData("{\"webcredentials\":{\"apps\":[\"TEAMID1234.com.example.app\"]}}", FindingLevel.Good)]
    [InlineData("{\"webcredentials\":[]}", FindingLevel.Wrong)]
    public async Task Apple_apps_have_to_be_named(string document, FindingLevel level) => Only(
        await ExamineAsync(new PoolPolicy { AppleApps = ["TEAMID1234.com.example.app"] }, documents: new() { ["apple-app-site-association"] = Json(document) }), PoolChecks.AppleApps).Level.ShouldBe(level);

    [Theory]
    [InlineData(0, FindingLevel.Good)]
    [InlineData(20, FindingLevel.Advice)]
    [InlineData(-300, FindingLevel.Wrong)]
    public async Task A_clock_that_is_wrong_shows_by_other_servers(int seconds, FindingLevel level)
    {
        var document = Json($"{{\"origins\":[\"{Related}\"]}}") with { Date = hosts.Sqlite.Clock.GetUtcNow().AddSeconds(seconds) };

        var findings = await ExamineAsync(new PoolPolicy { RelatedOrigins = [Related] }, documents: new() { ["webauthn"] = document });

        findings.Single(finding => finding is { Check: PoolChecks.Clock, Subject: "example.com" }).Level.ShouldBe(level);
    }

    [Fact]
    public async Task The_databases_clock_is_looked_at()
    {
        var host = await hosts.OnAsync("PostgreSql");
        await using var scope = host.Services.CreateAsyncScope();

        var findings = await scope.ServiceProvider.GetRequiredService<IPoolDoctor>().ExamineAsync(PoolOf(new PoolPolicy(), "localhost"), host.Origin, CancellationToken.None);

        findings.ShouldContain(finding => finding.Check == PoolChecks.Clock && finding.Subject == "database");
    }

    [Fact]
    public async Task Models_are_allowed_by_what_nothing_proves() =>
        (await ExamineAsync(new PoolPolicy { AllowedAaguids = [Guid.CreateVersion7()] })).ShouldContain(finding => finding.Check == PoolChecks.Attestation && finding.Level == FindingLevel.Advice);

    [Fact]
    public async Task Attestation_that_nobody_verifies_is_told() =>
        (await ExamineAsync(new PoolPolicy { Attestation = "direct" })).ShouldContain(finding => finding.Check == PoolChecks.Attestation && finding.Level == FindingLevel.Advice);

    [Fact]
    public async Task An_algorithm_that_cannot_be_verified_is_wrong() =>
        Only(await ExamineAsync(new PoolPolicy { Algorithms = [-999] }), PoolChecks.Verifier).Level.ShouldBe(FindingLevel.Wrong);

    [Fact]
    public async Task A_language_without_texts_is_told() =>
        Only(await ExamineAsync(new PoolPolicy { Languages = ["de-AT", "tlh"] }), PoolChecks.Languages).Subject.ShouldBe("tlh");

    [Fact]
    public async Task Passkeys_of_a_domain_that_the_pool_has_left_are_counted()
    {
        var site = await hosts.Sqlite.NewPoolAsync();
        await site.NewPersonAsync();
        var moved = PoolOf(new PoolPolicy(), "example.com", site.Pool);

        Only(await ExamineAsync(moved), PoolChecks.FormerRpIds).Level.ShouldBe(FindingLevel.Wrong);
        moved.Policy = new PoolPolicy { FormerRpIds = ["localhost"] };
        Only(await ExamineAsync(moved), PoolChecks.FormerRpIds).Message.ShouldStartWith("1 passkey ");
    }

    [Fact]
    public async Task Over_the_API_a_pool_of_this_host_is_examined()
    {
        var site = await hosts.Sqlite.NewPoolAsync();

        var answer = await hosts.Sqlite.PoolsAsync(HttpMethod.Get, $"/{site.Pool}/doctor", body: null, await hosts.Sqlite.AdministratorsTokenAsync());

        var items = answer.OrThrow().Body["items"]!.AsArray();
        items.Select(item => (string)item!["check"]!).ShouldContain("relying-party");
        items.Where(item => (string)item!["level"]! == "wrong").ShouldBeEmpty();
    }

    private async Task<PoolFinding> RelatedAsync(FetchedDocument document) => Only(
        await ExamineAsync(new PoolPolicy { Origins = ["https://shop.example.com"], RelatedOrigins = [Related] }, documents: new() { ["webauthn"] = document }), PoolChecks.RelatedOrigins);

    private Task<IReadOnlyList<PoolFinding>> ExamineAsync(PoolPolicy policy, string rpId = "example.com", string? hostOrigin = HostOrigin, Dictionary<string, FetchedDocument>? documents = null) =>
        ExamineAsync(PoolOf(policy, rpId), hostOrigin, documents);

    private async Task<IReadOnlyList<PoolFinding>> ExamineAsync(Pool pool, string? hostOrigin = HostOrigin, Dictionary<string, FetchedDocument>? documents = null)
    {
        await using var scope = hosts.Sqlite.Services.CreateAsyncScope();
        var doctor = new PoolDoctor(scope.ServiceProvider.GetServices<IPoolCheck>(), new StandInWorld(documents ?? []));
        return await doctor.ExamineAsync(pool, hostOrigin, CancellationToken.None);
    }

    private static PoolFinding Only(IReadOnlyList<PoolFinding> findings, string check) => findings.Single(finding => finding.Check == check);

    private static Pool PoolOf(PoolPolicy policy, string rpId, string id = "examined") => new() { Id = new PoolId(id), Name = "Examined", RpId = rpId, Policy = policy };

    private static FetchedDocument Json(string text) => new(Failure: null, 200, "application/json", text, Date: null);

    private sealed class StandInWorld(Dictionary<string, FetchedDocument> documents) : IOutside
    {
        public Task<FetchedDocument> GetAsync(Uri address, CancellationToken ct) => Task.FromResult(documents.GetValueOrDefault(address.Segments[^1], NotFound));

        public Task<bool> ListensAsync(string host, int port, CancellationToken ct) => Task.FromResult(true);
    }
}
