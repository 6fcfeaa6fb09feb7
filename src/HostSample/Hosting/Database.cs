using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.PostgreSql;
using Passkeys.IdentityServer.Sqlite;
using Passkeys.IdentityServer.SqlServer;
using Passkeys.IdentityServer.Storage;

namespace HostSample.Hosting;

/// <summary>The database that configuration names: <c>Database:Provider</c> and <c>ConnectionStrings:Passkeys</c>.</summary>
internal static class Database
{
    private const int Ready = 0;
    private const int NotReady = 1;

    /// <summary>The name of the provider, as configured. Default <c>Sqlite</c>.</summary>
    public static string Provider(IConfiguration configuration) => configuration["Database:Provider"] ?? "Sqlite";

    /// <summary>Chooses the provider.</summary>
    /// <exception cref="InvalidOperationException">The provider is unknown, or its connection string is missing.</exception>
    public static PasskeysBuilder UseDatabase(this PasskeysBuilder passkeys, IHostApplicationBuilder host) => Choose(
        host, sqlite: passkeys.UseSqlite, postgreSql: passkeys.UsePostgreSql, sqlServer: passkeys.UseSqlServer);

    /// <summary>Chooses the same database for a context of the engine's.</summary>
    public static DbContextOptionsBuilder Connect(DbContextOptionsBuilder options, IHostApplicationBuilder host) => Choose<DbContextOptionsBuilder>(
        host,
        sqlite: connection => SqliteSetup.Connect(options, connection),
        postgreSql: connection => PostgreSqlSetup.Connect(options, connection),
        sqlServer: connection => SqlServerSetup.Connect(options, connection));

    /// <summary>
    /// Applies the migrations in Development and on demand. Elsewhere a host that lacks some says so and does not start: a schema changes when an
    /// operator wants it to. Returns the exit code of a host that is done, or null for one that may go on.
    /// </summary>
    public static async Task<int?> PrepareAsync(WebApplication app, bool migrate)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().Database;
        try
        {
            if (!migrate && !app.Environment.IsDevelopment())
                return await MissingMigrationsAsync(database.GetPendingMigrationsAsync()) ?? await MissingTablesAsync(scope.ServiceProvider);
            await database.MigrateAsync();
            await Engine.CreateTablesAsync(scope.ServiceProvider);
            return migrate ? Ready : null;
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException { InnerException: DbException })
        {
            await Console.Error.WriteLineAsync($"The database cannot be used: {(failure.InnerException ?? failure).Message}");
            return NotReady;
        }
    }

    private static T Choose<T>(IHostApplicationBuilder host, Func<string, T> sqlite, Func<string, T> postgreSql, Func<string, T> sqlServer)
    {
        var connectionString = host.Configuration.GetConnectionString("Passkeys");
        return Provider(host.Configuration).ToUpperInvariant() switch
        {
            "SQLITE" => sqlite(UnderContentRoot(connectionString ?? "Data Source=App_Data/passkeys.db", host.Environment)),
            "POSTGRESQL" => postgreSql(Required(connectionString)),
            "SQLSERVER" => sqlServer(Required(connectionString)),
            _ => throw new InvalidOperationException($"Database:Provider is '{Provider(host.Configuration)}'; it can be Sqlite, PostgreSql or SqlServer."),
        };
    }

    private static async Task<int?> MissingMigrationsAsync(Task<IEnumerable<string>> pending)
    {
        var missing = (await pending).ToList();
        if (missing.Count == 0)
            return null;
        await Console.Error.WriteLineAsync(
            $"The database lacks {missing.Count} migration(s): {string.Join(", ", missing)}. Run it once with the command migrate (or --migrate) to apply them.");
        return NotReady;
    }

    private static async Task<int?> MissingTablesAsync(IServiceProvider services)
    {
        if (await Engine.HasTablesAsync(services))
            return null;
        await Console.Error.WriteLineAsync("The database lacks the tables of the OpenID Provider. Run it once with the command migrate (or --migrate) to make them.");
        return NotReady;
    }

    private static string UnderContentRoot(string connectionString, IHostEnvironment environment)
    {
        var parts = new SqliteConnectionStringBuilder(connectionString);
        if (parts.Mode is SqliteOpenMode.Memory || parts.DataSource is ":memory:" or "" || parts.DataSource.StartsWith("file:", StringComparison.Ordinal))
            return connectionString;
        parts.DataSource = Path.GetFullPath(parts.DataSource, environment.ContentRootPath);
        Directory.CreateDirectory(Path.GetDirectoryName(parts.DataSource)!);
        return parts.ConnectionString;
    }

    private static string Required(string? connectionString) =>
        connectionString ?? throw new InvalidOperationException("ConnectionStrings:Passkeys is missing; only SQLite has a default.");
}
