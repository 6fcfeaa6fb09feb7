using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.SqlServer;

/// <summary>Sets up SQL Server.</summary>
public static class SqlServerSetup
{
    /// <summary>Keeps everything in SQL Server (2019 or later) or Azure SQL, shared by any number of nodes, in the schema <c>passkeys</c>.</summary>
    /// <param name="builder">The extension's set-up.</param>
    /// <param name="connectionString">A connection string of Microsoft.Data.SqlClient.</param>
    public static PasskeysBuilder UseSqlServer(this PasskeysBuilder builder, string connectionString)
    {
        builder.Services.AddDbContextPool<PasskeysDbContext>(options => Configure(options, connectionString));
        return builder;
    }

    /// <summary>Chooses SQL Server for a context of the host's own that is to be in the same database, such as an engine's operational store.</summary>
    /// <param name="options">The options of that context.</param>
    /// <param name="connectionString">As for the extension.</param>
    public static DbContextOptionsBuilder Connect(DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlServer(connectionString);

    // No EnableRetryOnFailure: what begins its transactions by hand, as the core does, cannot be retried by EF (docs/sql-server.md).
    internal static void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlServer(connectionString, server => server
            .UseParameterizedCollectionMode(ParameterTranslationMode.MultipleParameters)
            .MigrationsAssembly(typeof(SqlServerSetup).Assembly.GetName().Name)
            .MigrationsHistoryTable(HistoryRepository.DefaultTableName, PasskeysDbContext.Schema))
        .AddInterceptors(new ExactLists())
        .ReplaceService<IModelCustomizer, SqlServerModel>();
}
