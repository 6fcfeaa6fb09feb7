using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.PostgreSql;
using Passkeys.IdentityServer.Sqlite;
using Passkeys.IdentityServer.SqlServer;
using Passkeys.IdentityServer.Storage;
using Xunit;

namespace Passkeys.StorageTests;

/// <summary>Contexts of each provider, set up as a host does it. Nothing connects before it is told to.</summary>
internal static class Databases
{
    public const string SqlServer = "SqlServer";
    public const string PostgreSql = "PostgreSql";
    public const string Sqlite = "Sqlite";

    public static TheoryData<string> All => [Sqlite, PostgreSql, SqlServer];

    public static ServiceProvider Services(string provider, string? connectionString = null, Action<IServiceCollection>? add = null)
    {
        var services = new ServiceCollection();
        add?.Invoke(services);
        // Without this, EF would hand the model of one host to the next.
        services.ConfigureDbContext<PasskeysDbContext>(options => options.EnableServiceProviderCaching(false));
        Use(new PasskeysBuilder(services), provider, connectionString);
        return services.BuildServiceProvider();
    }

    public static async Task<T> WithAsync<T>(string provider, string connectionString, Func<PasskeysDbContext, Task<T>> use)
    {
        await using var services = Services(provider, connectionString);
        await using var scope = services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<PasskeysDbContext>());
    }

    public static T With<T>(string provider, Func<PasskeysDbContext, T> use)
    {
        using var services = Services(provider);
        using var scope = services.CreateScope();
        return use(scope.ServiceProvider.GetRequiredService<PasskeysDbContext>());
    }

    private static PasskeysBuilder Use(PasskeysBuilder builder, string provider, string? connectionString) => provider switch
    {
        Sqlite => builder.UseSqlite(connectionString ?? "Data Source=:memory:"),
        PostgreSql => builder.UsePostgreSql(connectionString ?? "Host=localhost"),
        _ => builder.UseSqlServer(connectionString ?? "Server=localhost"),
    };
}
