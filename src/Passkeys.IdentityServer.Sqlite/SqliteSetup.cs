using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Sqlite;

/// <summary>Sets up SQLite.</summary>
public static class SqliteSetup
{
    /// <summary>Keeps everything in an SQLite file: for Development and for a single node.</summary>
    /// <param name="builder">The extension's set-up.</param>
    /// <param name="connectionString">A connection string of Microsoft.Data.Sqlite, such as <c>Data Source=passkeys.db</c>.</param>
    /// <exception cref="DllNotFoundException">The operating system has no SQLite.</exception>
    /// <exception cref="PlatformNotSupportedException">The operating system's SQLite is older than 3.38.</exception>
    public static PasskeysBuilder UseSqlite(this PasskeysBuilder builder, string connectionString)
    {
        SystemSqlite.EnsureReady();
        builder.Services.AddDbContextPool<PasskeysDbContext>(options => Configure(options, connectionString));
        return builder;
    }

    /// <summary>Chooses SQLite for a context of the host's own that is to be in the same database, such as an engine's operational store.</summary>
    /// <param name="options">The options of that context.</param>
    /// <param name="connectionString">As for the extension.</param>
    public static DbContextOptionsBuilder Connect(DbContextOptionsBuilder options, string connectionString)
    {
        SystemSqlite.EnsureReady();
        return options.UseSqlite(connectionString).AddInterceptors(new ConnectionPragmas());
    }

    internal static void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(typeof(SqliteSetup).Assembly.GetName().Name))
        .AddInterceptors(new ConnectionPragmas());
}
