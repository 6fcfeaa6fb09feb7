using Passkeys.IntegrationTests.Storage;
using Passkeys.Testing.Hosting;
using Xunit;

namespace Passkeys.IntegrationTests.Hosts;

/// <summary>A host for one class of tests, over SQLite.</summary>
public sealed class OwnHost : IAsyncLifetime
{
    public HostFixture Host { get; } = new(TestDatabase.Sqlite(), TestClients.Settings) { Alter = TranslatesForSqlServer.In };

    public async ValueTask InitializeAsync() => await Host.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
