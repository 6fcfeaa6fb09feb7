using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer;
using Passkeys.IdentityServer.PostgreSql;
using Passkeys.IdentityServer.Sqlite;
using Passkeys.IdentityServer.SqlServer;
using Passkeys.IdentityServer.Storage;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Storage;

public class MigrationsTests
{
    public static TheoryData<string> Providers => ["Sqlite", "PostgreSql", "SqlServer"];

    [Theory]
    [MemberData(nameof(Providers))]
    public void The_migrations_of_a_provider_make_the_whole_model(string provider)
    {
        using var scope = Services(provider).CreateScope();

        Database(scope).Database.HasPendingModelChanges().ShouldBeFalse("run ./migrations.sh add NAME");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void The_model_does_not_depend_on_the_options_of_Identity(string provider)
    {
        using var plain = Services(provider).CreateScope();
        using var versioned = Services(provider, identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3).CreateScope();

        Script(versioned).Except(Script(plain)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Passkeys_are_in_the_table_of_Identity(string provider)
    {
        using var scope = Services(provider).CreateScope();

        Database(scope).Model.FindEntityType(typeof(IdentityServer.Credentials.Passkey))!.GetTableName().ShouldBe("AspNetUserPasskeys");
    }

    // Nothing here connects.
    private static ServiceProvider Services(string provider, Action<IdentityOptions>? identity = null)
    {
        var services = new ServiceCollection();
        if (identity is not null)
            services.Configure(identity);

        // Without this, EF would hand the model of one host to the next.
        services.ConfigureDbContext<PasskeysDbContext>(options => options.EnableServiceProviderCaching(false));
        Use(new PasskeysBuilder(services), provider);
        return services.BuildServiceProvider();
    }

    private static PasskeysBuilder Use(PasskeysBuilder builder, string provider) => provider switch
    {
        "Sqlite" => builder.UseSqlite("Data Source=:memory:"),
        "PostgreSql" => builder.UsePostgreSql("Host=localhost"),
        _ => builder.UseSqlServer("Server=localhost"),
    };

    private static string[] Script(IServiceScope scope) => Database(scope).Database.GenerateCreateScript().Split('\n');

    private static PasskeysDbContext Database(IServiceScope scope) => scope.ServiceProvider.GetRequiredService<PasskeysDbContext>();
}
