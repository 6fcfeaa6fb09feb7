using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Storage;
using Shouldly;
using Xunit;

namespace Passkeys.StorageTests;

public class MigrationsTests
{
    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public void The_migrations_of_a_provider_make_the_whole_model(string provider) =>
        Databases.With(provider, db => db.Database.HasPendingModelChanges()).ShouldBeFalse("run ./migrations.sh add NAME");

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public void The_model_does_not_depend_on_the_options_of_Identity(string provider)
    {
        var plain = Script(provider);
        var versioned = Script(provider, identity => identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3);

        versioned.Except(plain).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public void Passkeys_are_in_the_table_of_Identity(string provider) =>
        Databases.With(provider, db => db.Model.FindEntityType(typeof(Passkey))!.GetTableName()).ShouldBe("AspNetUserPasskeys");

    private static string[] Script(string provider, Action<IdentityOptions>? identity = null)
    {
        using var services = Databases.Services(provider, add: services => services.Configure(identity ?? (_ => { })));
        using var scope = services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<PasskeysDbContext>().Database.GenerateCreateScript().Split('\n');
    }
}
