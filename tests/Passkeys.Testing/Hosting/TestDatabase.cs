namespace Passkeys.Testing.Hosting;

/// <summary>A database of its own for one host, gone with it.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>The value of <c>Database:Provider</c>.</summary>
    public abstract string Provider { get; }

    /// <summary>The connection string.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>An SQLite file.</summary>
    public static TestDatabase Sqlite() => new SqliteTestDatabase();

    /// <summary>A database on the PostgreSQL server that the environment variable PASSKEYS_TEST_POSTGRES names.</summary>
    public static TestDatabase PostgreSql() => new PostgreSqlTestDatabase();

    /// <summary>Makes the database; the host migrates it.</summary>
    public virtual Task CreateAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();
}
