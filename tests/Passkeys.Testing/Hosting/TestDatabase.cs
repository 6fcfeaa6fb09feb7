using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.Testing.Hosting;

/// <summary>A database of its own for one host, gone with it.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>The value of <c>Database:Provider</c>.</summary>
    public abstract string Provider { get; }

    /// <summary>The connection string.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>An SQLite file.</summary>
    /// <param name="empty">Whether it is for its host to make the tables; else they are there already, which is much faster.</param>
    public static TestDatabase Sqlite(bool empty = false) => new SqliteTestDatabase(empty);

    /// <summary>A database on the PostgreSQL server that the environment variable PASSKEYS_TEST_POSTGRES names.</summary>
    /// <param name="empty">As with SQLite.</param>
    public static TestDatabase PostgreSql(bool empty = false) => new PostgreSqlTestDatabase(empty);

    /// <summary>Makes the database, a copy of one that has been migrated once in this process.</summary>
    public virtual Task CreateAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    /// <summary>Makes the tables of the extension.</summary>
    private protected static async Task MigrateAsync(Action<PasskeysBuilder> choose)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        choose(services.AddPasskeys());
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().Database.MigrateAsync();
    }
}
