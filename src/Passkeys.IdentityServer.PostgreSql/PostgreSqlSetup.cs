using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.PostgreSql;

/// <summary>Sets up PostgreSQL.</summary>
public static class PostgreSqlSetup
{
    /// <summary>Keeps everything in PostgreSQL, shared by any number of nodes, in the schema <c>passkeys</c>.</summary>
    /// <param name="builder">The extension's set-up.</param>
    /// <param name="connectionString">A connection string of Npgsql, such as <c>Host=db;Database=passkeys;Username=passkeys</c>.</param>
    public static PasskeysBuilder UsePostgreSql(this PasskeysBuilder builder, string connectionString)
    {
        builder.Services.AddDbContextPool<PasskeysDbContext>(options => Configure(options, connectionString));
        return builder;
    }

    /// <summary>Chooses PostgreSQL for a context of the host's own that is to be in the same database, such as an engine's operational store.</summary>
    /// <param name="options">The options of that context.</param>
    /// <param name="connectionString">As for the extension.</param>
    public static DbContextOptionsBuilder Connect(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString);

    internal static void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(connectionString, postgres => postgres
            .MigrationsAssembly(typeof(PostgreSqlSetup).Assembly.GetName().Name)
            .MigrationsHistoryTable(HistoryRepository.DefaultTableName, PasskeysDbContext.Schema));
}
