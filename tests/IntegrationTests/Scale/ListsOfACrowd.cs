using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IntegrationTests.Administration;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Scale;

/// <summary>
/// Lists and searches read a few rows, however many there are. What the database did tells, and not the clock: every query that a call sends is explained again.
/// A list that the host does not have is left out.
/// </summary>
public sealed class ListsOfACrowd(CrowdedHost crowd) : IClassFixture<CrowdedHost>
{
    private const int MostRows = 400;

    private static readonly string[] NeverWhole = ["AspNetUsers", "Pools", "Sessions", "Audit"];

    public static TheoryData<string, int> Calls => new()
    {
        { "pools/crowd-1/users", 50 },
        { "pools/crowd-1/users?search=person", 50 },
        { "pools/crowd-1/users?search=person99&limit=20", 20 },
        { "pools/crowd-1/users?search=ada", 50 },
        { "pools/crowd-1/users?search=ada+77&limit=20", 20 },
        { "pools/crowd-1/users?search=nobody", 0 },
        { "pools/crowd-1/users?search=crowd500000", 1 },
        { "pools/crowd-1/users?search=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 0 },
        { "pools/crowd-7777/users?search=person", 50 },
        { "pools/crowd-1/users/crowd50000/sessions", 2 },
        { "pools/crowd-1/enrolment-requests", 0 },
        { "administrators", 0 },
        { "pools", 50 },
        { "pools?search=crowd", 50 },
        { "pools?search=crowd-77", 50 },
        { "pools?search=nothing", 0 },
        { "pools/crowd-1/audit", 50 },
        { "pools/crowd-1/audit?event=sign-up", 50 },
        { "pools/crowd-1/audit?user=crowd1000", 50 },
    };

    [Theory, MemberData(nameof(Calls))]
    public async Task Read_a_few_rows_on_the_first_part_and_on_the_next(string call, int fewest)
    {
        Assert.SkipUnless(Has(call), "The host has no such list.");
        var bearer = await crowd.Host.AdministratorsTokenAsync();
        string? next = null;
        for (var part = 0; part < 3; part++)
        {
            var path = next is null ? call : $"{call}{(call.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={Uri.EscapeDataString(next)}";
            Answer? answer = null;
            var queries = await crowd.Queries.OfAsync(async () => answer = await crowd.Host.AdministerAsync(HttpMethod.Get, path, body: null, bearer));

            answer!.OrThrow().Body["items"]!.AsArray().Count.ShouldBeGreaterThanOrEqualTo(part == 0 ? fewest : 0);
            queries.ShouldNotBeEmpty();
            foreach (var query in queries)
                Plan.Complaints(await crowd.ExplainAsync(query), MostRows, NeverWhole).ShouldBeEmpty($"{path}\n{query.Text}");
            if ((next = (string?)answer.Body["next"]) is null)
                return;
        }
    }

    [Fact]
    public async Task There_is_a_crowd()
    {
        var rows = await crowd.Host.CountRowsAsync();

        rows["AspNetUsers"].ShouldBeGreaterThanOrEqualTo(CrowdedHost.People);
        rows["Pools"].ShouldBeGreaterThanOrEqualTo(CrowdedHost.Pools);
    }

    [Fact]
    public async Task A_query_that_reads_them_all_would_be_noticed()
    {
        var complaints = Plan.Complaints(await crowd.ExplainAsync(new Captured("SELECT count(*) FROM passkeys.\"AspNetUsers\" WHERE \"DisplayName\" LIKE '%nobody%'", [])), MostRows, NeverWhole).ToList();

        complaints.ShouldContain(complaint => complaint.Contains("Seq Scan of AspNetUsers", StringComparison.Ordinal));
        complaints.ShouldContain(complaint => complaint.Contains("rows", StringComparison.Ordinal));
    }

    // The last part of the address is the list; users is one although its people are not.
    private bool Has(string call)
    {
        var pattern = call.Split('?')[0].Split('/') switch
        {
            [var list] => list,
            [.., var list] when call.Contains("/users/", StringComparison.Ordinal) => "pools/{pool}/users/{id}/" + list,
            [.., var list] => "pools/{pool}/" + list,
            _ => call,
        };
        return crowd.Host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Any(endpoint => endpoint.RoutePattern.RawText?.Trim('/') == $"admin/api/{pattern}" && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is true);
    }
}
