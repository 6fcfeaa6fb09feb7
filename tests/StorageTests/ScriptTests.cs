using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shouldly;
using Xunit;

namespace Passkeys.StorageTests;

/// <summary>The scripts under docs/sql, for hosts whose database is changed by an administrator.</summary>
public class ScriptTests
{
    [Theory]
    [InlineData(Databases.PostgreSql)]
    [InlineData(Databases.SqlServer)]
    public void The_script_is_what_the_migrations_say_now(string provider)
    {
        var generated = Databases.With(provider, db => db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent));

        Lines(Of(provider)).SequenceEqual(Lines(generated)).ShouldBeTrue("run ./migrations.sh script");
    }

    /// <summary>The script of a provider, as it is checked in.</summary>
    public static string Of(string provider) =>
        File.ReadAllText(Path.Combine(Directory(), $"passkeys-{(provider is Databases.SqlServer ? "sqlserver" : "postgresql")}.sql"));

    private static string Directory() => typeof(ScriptTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "ScriptsDirectory").Value!;

    private static string[] Lines(string script) => script.ReplaceLineEndings("\n").TrimEnd().Split('\n');
}
