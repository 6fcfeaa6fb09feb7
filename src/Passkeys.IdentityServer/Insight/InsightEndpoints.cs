using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Passkeys.IdentityServer.Json;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Insight;

/// <summary><c>insight</c>, of the administration API.</summary>
internal static class InsightEndpoints
{
    private const int UsualDays = 30;

    public static void Map(RouteGroupBuilder pool) => pool.MapGet("/insight", DescribeAsync);

    private static async Task<IResult> DescribeAsync(HttpContext http, IInsight insight) =>
        await insight.DescribeAsync(http.Pool().Id, ReadDays(http.Request.Query), http.RequestAborted) is { } report ? ApiJson.Ok(JsonOf(report)) : Problem.UnknownPool();

    private static int ReadDays(IQueryCollection query)
    {
        if (!query.TryGetValue("days", out var asked))
            return UsualDays;
        return int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= IInsight.LeastDays and <= IInsight.MostDays
            ? days
            : throw new InvalidMemberException("days", $"{IInsight.LeastDays} to {IInsight.MostDays} are expected.");
    }

    private static object JsonOf(InsightReport report) => new
    {
        report.From,
        report.To,
        report.Totals,
        report.Days,
        signIns = report.SignIns.Select(way => new { method = way.Name, way.Count }),
        refusedSignIns = Reasons(report.RefusedSignIns),
        refusedRegistrations = Reasons(report.RefusedRegistrations),
        report.Enrolment,
        browserFailures = report.BrowserFailures.Select(failure => failure.Code is null
            ? (object)new { failure.Ceremony, failure.Outcome, failure.Count }
            : new { failure.Ceremony, failure.Outcome, failure.Code, failure.Count }),
        report.Share,
        authenticators = report.Authenticators.Select(share => share.Name is null ? (object)new { share.Kind, share.Passkeys } : new { share.Kind, share.Name, share.Passkeys }),
        report.RelyingParties,
    };

    private static IEnumerable<object> Reasons(IEnumerable<NamedCount> counts) => counts.Select(count => new { reason = count.Name, count.Count });
}
