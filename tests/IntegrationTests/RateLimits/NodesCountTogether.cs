using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.RateLimits;
using Passkeys.IdentityServer.Storage;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.RateLimits;

/// <summary>Two nodes over one database, on either database.</summary>
public sealed class NodesCountTogether(SharedHosts hosts)
{
    private static readonly PoolId Pool = new("demo");

    public static TheoryData<string> Databases { get; } = ["Sqlite", "PostgreSql"];

    [Theory, MemberData(nameof(Databases))]
    public async Task What_one_gave_out_the_other_does_not(string database)
    {
        var host = await hosts.OnAsync(database);
        using var here = Node(host, most: 7);
        using var there = Node(host, most: 7);

        (await GivenAsync(here, "one after another", 5) + await GivenAsync(there, "one after another", 5)).ShouldBe(7);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Of_many_at_the_same_moment_no_more_than_the_limit_get_one(string database)
    {
        var host = await hosts.OnAsync(database);
        using var here = Node(host, most: 7);
        using var there = Node(host, most: 7);

        var given = await Task.WhenAll(Enumerable.Range(0, 24).Select(call => Task.Run(() => GivenAsync(call % 2 == 0 ? here : there, "at once", 1))));
        given.Sum().ShouldBe(7);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_whole_of_a_wide_limit_is_given_out(string database)
    {
        var host = await hosts.OnAsync(database);
        using var here = Node(host, most: 43);

        (await GivenAsync(here, "all of it", 60)).ShouldBe(43);
    }

    private static SharedRateLimits Node(HostFixture host, int most) => new(
        host.Services.GetRequiredService<IServiceScopeFactory>(),
        host.Services.GetRequiredService<IHostSecrets>(),
        new Fixed(new RateLimitOptions { CodesPerIdentifier = most }),
        host.Clock);

    private static async Task<int> GivenAsync(SharedRateLimits node, string key, int times)
    {
        var given = 0;
        for (var time = 0; time < times; time++)
            given += await node.TakeAsync(Pool, RateLimit.CodesOfIdentifier, key, own: null, TestContext.Current.CancellationToken) is null ? 1 : 0;
        return given;
    }

    private sealed class Fixed(RateLimitOptions value) : IOptionsMonitor<RateLimitOptions>
    {
        public RateLimitOptions CurrentValue => value;

        public RateLimitOptions Get(string? name) => value;

        public IDisposable? OnChange(Action<RateLimitOptions, string?> listener) => null;
    }
}
