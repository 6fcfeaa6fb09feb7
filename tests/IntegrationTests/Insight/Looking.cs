using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Insight;
using Passkeys.IdentityServer.Pools;
using Passkeys.IntegrationTests.Administration;
using Passkeys.Testing.Hosting;
using Xunit;

namespace Passkeys.IntegrationTests.Insight;

/// <summary>What tests ask of the counts of a pool.</summary>
internal static class Looking
{
    /// <summary>Writes what the host has counted, and answers the counts of a pool: <c>name/detail</c>.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> CountsAsync(this HostFixture host, Site site)
    {
        (await host.Services.GetRequiredService<CountFlush>().TryFlushAsync(TestContext.Current.CancellationToken)).ShouldHaveWritten();
        return await host.StoredCountsAsync(site);
    }

    /// <summary>The counts of a pool that are written.</summary>
    public static Task<Dictionary<string, long>> StoredCountsAsync(this HostFixture host, Site site) => host.QueryAsync(db =>
        db.DailyCounts.Where(row => row.Pool == new PoolId(site.Pool)).ToDictionaryAsync(row => $"{row.Name}/{row.Detail}", row => row.Count));

    /// <summary>What the API says of a pool.</summary>
    public static async Task<JsonObject> InsightAsync(this HostFixture host, Site site, string query = "") =>
        (await host.AdministerAsync($"{site.Pool}/insight{query}", null, await host.AdministratorsTokenAsync())).OrThrow().Body;

    public static Task<Answer> ReportAsync(this Site site, string ceremony, string outcome, string? code = null)
    {
        var body = new JsonObject { ["ceremony"] = ceremony, ["outcome"] = outcome };
        if (code is not null)
            body["code"] = code;
        return site.PostAsync("reports", body);
    }

    private static void ShouldHaveWritten(this bool written)
    {
        if (!written)
            throw new InvalidOperationException("What was counted could not be written.");
    }
}
