using Microsoft.EntityFrameworkCore;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.SampleHost;

/// <summary>What a host does in Development that it does nowhere else.</summary>
public sealed class InDevelopment
{
    // The databases of all other tests have their tables before a host starts.
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task It_makes_its_tables_and_starts_again_over_them(string database)
    {
        await using var host = await HostFixture.StartAsync(database == "Sqlite" ? TestDatabase.Sqlite(empty: true) : TestDatabase.PostgreSql(empty: true));

        await host.RestartAsync();

        (await host.QueryAsync(db => db.Database.GetPendingMigrationsAsync())).ShouldBeEmpty();
        (await host.QueryAsync(db => db.Pools.CountAsync())).ShouldBe(3);
    }
}
