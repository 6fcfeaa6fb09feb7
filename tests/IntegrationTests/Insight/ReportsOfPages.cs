using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.RateLimits;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Insight;

/// <summary>What pages say of ceremonies that never came back: anyone may say anything, and learns nothing.</summary>
public sealed class ReportsOfPages(SharedHosts hosts, LimitedHost limited) : IClassFixture<LimitedHost>
{
    public static TheoryData<string, string, string?, string> Reports => new()
    {
        { "registration", "cancelled", null, "browser-registration/cancelled" },
        { "authentication", "invalid-rp-id", "SecurityError", "browser-authentication/invalid-rp-id" },
        { "authentication", "unsupported", "ConstraintError", "browser-authentication/unsupported/ConstraintError" },
        { "registration", "other", "UnknownError", "browser-registration/other/UnknownError" },
        { "registration", "other", "<b>", "browser-registration/other" },
        { "registration", "made-up", "made-up", "browser-registration/other" },
    };

    [Theory, MemberData(nameof(Reports))]
    public async Task A_report_counts_by_its_outcome_and_anything_else_is_other(string ceremony, string outcome, string? code, string counted)
    {
        var site = await hosts.Sqlite.NewPoolAsync();

        (await site.ReportAsync(ceremony, outcome, code)).ShouldBe(HttpStatusCode.Accepted);

        (await hosts.Sqlite.CountsAsync(site)).ShouldBe(new Dictionary<string, long> { [counted] = 1 });
    }

    [Fact]
    public async Task The_answer_is_the_same_whatever_is_reported()
    {
        var site = await hosts.Sqlite.NewPoolAsync();
        Answer[] answers = [await site.ReportAsync("registration", "timeout"), await site.ReportAsync("registration", "nonsense"), await site.ReportAsync("tea", "cold"), await site.PostAsync("reports", new JsonObject())];

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Accepted && answer.Text == "{}");
        (await hosts.Sqlite.CountsAsync(site)).Values.Sum().ShouldBe(2);
    }

    [Fact]
    public async Task It_is_short() =>
        (await (await hosts.Sqlite.NewPoolAsync()).ReportAsync("registration", new string('x', 1024))).ShouldBe(HttpStatusCode.RequestEntityTooLarge, "payload_too_large");

    [Fact]
    public async Task It_is_of_a_pool_and_readable()
    {
        (await hosts.Sqlite.Pool("no-such-pool").ReportAsync("registration", "timeout")).ShouldBe(HttpStatusCode.NotFound, "unknown_pool");
        var site = await hosts.Sqlite.NewPoolAsync();
        (await hosts.Sqlite.Caller.PostTextAsync(site.Path("reports"), "{")).ShouldBe(HttpStatusCode.BadRequest, "invalid_request");
        (await site.PostAsync("reports", new JsonObject { ["ceremony"] = 1 })).ShouldBe(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task It_leaves_nothing_in_the_audit_and_names_nobody()
    {
        var site = await hosts.Sqlite.NewPoolAsync();
        await site.ReportAsync("registration", "timeout");

        (await hosts.Sqlite.AuditAsync(site)).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_counts_for_the_address_like_any_anonymous_call()
    {
        var address = limited.NewAddress();
        var body = new JsonObject { ["ceremony"] = "registration", ["outcome"] = "timeout" };
        for (var call = 0; call < LimitedHost.PerAddress; call++)
            (await limited.PostAsync(address, "/identity/demo/reports", body)).ShouldBe(HttpStatusCode.Accepted);

        (await limited.PostAsync(address, "/identity/demo/reports", body)).ShouldBe(HttpStatusCode.TooManyRequests, "too_many_attempts");
    }

    [Fact]
    public async Task A_page_of_the_pool_may_send_it_from_another_origin()
    {
        var site = await hosts.Sqlite.NewPoolAsync(policy => policy with { Origins = ["https://app.localhost"] });
        using var browser = hosts.Sqlite.NewBrowser();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, site.Path("reports"));
        preflight.Headers.Add("Origin", "https://app.localhost");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "content-type");
        using var response = await browser.SendAsync(preflight, TestContext.Current.CancellationToken);

        response.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["https://app.localhost"]);
    }
}
