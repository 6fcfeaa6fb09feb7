using Duende.IdentityServer.EntityFramework.DbContexts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Passkeys.IdentityServer.Duende;
using Passkeys.IdentityServer.PostgreSql;
using Passkeys.Testing.Hosting;

namespace Passkeys.DuendeTests.Hosting;

/// <summary>A host with everything in one PostgreSQL database: its people, Duende's operational store, and the extension in a schema of its own.</summary>
public sealed class OneDatabaseHost : ExistingHostFixture
{
    private readonly TestDatabase _database = TestDatabase.PostgreSql(empty: true);

    // The tests' role is called passkeys: without this PostgreSQL would look for tables that are not qualified in the schema of its name first.
    private string HostsConnection => new NpgsqlConnectionStringBuilder(_database.ConnectionString) { SearchPath = "public" }.ConnectionString;

    public override async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthorization();
        builder.Services.AddCors();
        builder.Services.AddDbContext<ApplicationDbContext>(options => options.UseNpgsql(HostsConnection));
        builder.Services.AddIdentity<ApplicationUser, IdentityRole>().AddEntityFrameworkStores<ApplicationDbContext>().AddDefaultTokenProviders();
        builder.Services.AddIdentityServer()
            .AddInMemoryIdentityResources(Config.IdentityResources)
            .AddInMemoryApiScopes([.. Config.ApiScopes, .. PasskeyResources.ApiScopes])
            .AddInMemoryClients(Config.Clients)
            .AddOperationalStore(options => options.ConfigureDbContext = context => context.UseNpgsql(HostsConnection))
            .AddAspNetIdentity<ApplicationUser>()
            .AddPasskeys(passkeys => passkeys.UsePostgreSql(_database.ConnectionString), engine: engine => engine.DefaultPools.Add(Config.Pool))
            .AddPasskeySignIn<ApplicationUser>()
            // Of Duende's own parts this may come last.
            .AddServerSideSessions();
    }

    protected override async Task CreateTablesAsync(IServiceProvider services)
    {
        await base.CreateTablesAsync(services);
        await services.GetRequiredService<PersistedGrantDbContext>().GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
    }
}
