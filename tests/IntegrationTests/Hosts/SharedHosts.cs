using Passkeys.IntegrationTests.Hosts;
using Passkeys.IntegrationTests.Storage;
using Passkeys.Testing.Hosting;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedHosts))]

namespace Passkeys.IntegrationTests.Hosts;

/// <summary>
/// One host a database for all tests that mind their own pool. Whoever moves the clock, counts rows or restarts has a host of
/// its own. The PostgreSQL one starts with the first test that needs it, and that test fails where there is no PostgreSQL.
/// </summary>
public sealed class SharedHosts : IAsyncLifetime
{
    private readonly Lazy<Task<HostFixture>> _sqlite = new(StartSqliteAsync);
    private readonly Lazy<Task<HostFixture>> _postgreSql = new(() => HostFixture.StartAsync(TestDatabase.PostgreSql(), TestClients.Settings));

    public HostFixture Sqlite => _sqlite.Value.Result;

    public Task<HostFixture> OnAsync(string database) => database switch
    {
        "Sqlite" => _sqlite.Value,
        "PostgreSql" => _postgreSql.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(database), database, message: null),
    };

    public async ValueTask InitializeAsync() => await _sqlite.Value;

    private static async Task<HostFixture> StartSqliteAsync()
    {
        var host = new HostFixture(TestDatabase.Sqlite(), TestClients.Settings) { Alter = TranslatesForSqlServer.In };
        await host.StartAsync();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in new[] { _sqlite, _postgreSql }.Where(host => host is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
            await (await host.Value).DisposeAsync();
    }
}
