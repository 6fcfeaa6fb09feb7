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

    internal static void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(typeof(SqliteSetup).Assembly.GetName().Name))
        .AddInterceptors(new ConnectionPragmas());
}
