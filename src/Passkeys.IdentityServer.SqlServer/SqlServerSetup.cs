using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.SqlServer;

/// <summary>Sets up SQL Server.</summary>
public static class SqlServerSetup
{
    /// <summary>Keeps everything in SQL Server, shared by any number of nodes.</summary>
    /// <param name="builder">The extension's set-up.</param>
    /// <param name="connectionString">A connection string of Microsoft.Data.SqlClient.</param>
    public static PasskeysBuilder UseSqlServer(this PasskeysBuilder builder, string connectionString)
    {
        builder.Services.AddDbContextPool<PasskeysDbContext>(options => Configure(options, connectionString));
        return builder;
    }

    internal static void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlServer(connectionString, server => server.MigrationsAssembly(typeof(SqlServerSetup).Assembly.GetName().Name));
}
