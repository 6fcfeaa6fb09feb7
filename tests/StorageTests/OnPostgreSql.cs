using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Passkeys.IdentityServer.Credentials;
using Passkeys.IdentityServer.Pools;
using Passkeys.IdentityServer.Storage;
using Passkeys.IdentityServer.Users;
using Shouldly;
using Xunit;

namespace Passkeys.StorageTests;

/// <summary>On a real server: what an administrator runs, and the neighbours in a database.</summary>
public class OnPostgreSql
{
    private const string TablesOf = "SELECT table_name FROM information_schema.tables WHERE table_schema =";

    private static readonly PoolId Pool = new("demo");

    [Fact]
    public async Task The_script_may_run_twice()
    {
        await using var database = await MadeByScriptAsync();

        await Should.NotThrowAsync(() => database.ExecuteAsync(ScriptTests.Of(Databases.PostgreSql)));
    }

    [Fact]
    public async Task Nothing_is_left_to_migrate_after_the_script()
    {
        await using var database = await MadeByScriptAsync();

        (await Databases.WithAsync(Databases.PostgreSql, database.ConnectionString, db => db.Database.GetPendingMigrationsAsync())).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_passkey_is_kept_in_what_the_script_made()
    {
        await using var database = await MadeByScriptAsync();

        await Databases.WithAsync(Databases.PostgreSql, database.ConnectionString, SaveAsync);
        var found = await Databases.WithAsync(Databases.PostgreSql, database.ConnectionString, db => db.Passkeys.SingleAsync());

        found.CredentialHash.ShouldBe(new CredentialId(Passkey().CredentialId).Hash());
        found.Data.Name.ShouldBe("Phone");
    }

    [Fact]
    public async Task A_pool_knows_a_credential_once_however_long_its_id_is()
    {
        await using var database = await MadeByScriptAsync();
        await Databases.WithAsync(Databases.PostgreSql, database.ConnectionString, SaveAsync);

        await Should.ThrowAsync<DbUpdateException>(() => Databases.WithAsync(Databases.PostgreSql, database.ConnectionString, db =>
        {
            db.Passkeys.Add(Passkey("another"));
            return db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task The_tables_of_another_application_stay_as_they_are()
    {
        await using var database = await PostgreSqlDatabase.CreateAsync();
        await database.ExecuteAsync("""
            CREATE TABLE public."AspNetUsers" ("Id" text PRIMARY KEY);
            CREATE TABLE public."__EFMigrationsHistory" ("MigrationId" text PRIMARY KEY, "ProductVersion" text);
            INSERT INTO public."__EFMigrationsHistory" VALUES ('20200101000000_Theirs', '3.1.0');
            """);

        await Databases.WithAsync(Databases.PostgreSql, database.ConnectionString, async db =>
        {
            await db.Database.MigrateAsync();
            return true;
        });

        (await database.ReadAsync($"{TablesOf} 'public' ORDER BY 1")).ShouldBe(["AspNetUsers", "__EFMigrationsHistory"], ignoreOrder: true);
        (await database.ReadAsync("SELECT \"MigrationId\" FROM public.\"__EFMigrationsHistory\"")).ShouldBe(["20200101000000_Theirs"]);
        (await database.ReadAsync($"{TablesOf} '{PasskeysDbContext.Schema}'")).ShouldContain("AspNetUsers");
    }

    private static async Task<PostgreSqlDatabase> MadeByScriptAsync()
    {
        var database = await PostgreSqlDatabase.CreateAsync();
        await database.ExecuteAsync(ScriptTests.Of(Databases.PostgreSql));
        return database;
    }

    private static async Task<int> SaveAsync(PasskeysDbContext db)
    {
        db.Pools.Add(new Pool { Id = Pool, Name = "Demo", RpId = "example.com" });
        db.Users.Add(new PoolUser { Id = "ada", Pool = Pool, UserHandle = [1], UserName = "ada", NormalizedUserName = "ADA" });
        db.Passkeys.Add(Passkey());
        return await db.SaveChangesAsync();
    }

    private static Passkey Passkey(string id = "phone") => new()
    {
        Id = id,
        Pool = Pool,
        UserId = "ada",
        RpId = "example.com",
        CredentialId = new byte[CredentialId.MaxLength],
        Data = new IdentityPasskeyData { Name = "Phone", PublicKey = [], AttestationObject = [], ClientDataJson = [] },
    };
}
