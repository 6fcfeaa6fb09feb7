using System.Security.Cryptography;
using Npgsql;
using Passkeys.IdentityServer.PostgreSql;

namespace Passkeys.Testing.Hosting;

internal sealed class PostgreSqlTestDatabase(bool empty) : TestDatabase
{
    private const string Variable = "PASSKEYS_TEST_POSTGRES";
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    private readonly string _name = NewName();

    public override string Provider => "PostgreSql";

    public override string ConnectionString => To(_name);

    private static string Server => Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidOperationException(
            $"{Variable} is not set: a connection string of a PostgreSQL superuser on a maintenance database is needed. ./test.sh sets it.");

    public override async Task CreateAsync() =>
        await ExecuteAsync(empty ? $"CREATE DATABASE {_name}" : $"CREATE DATABASE {_name} TEMPLATE {await Template.Value}");

    public override async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(connection);
        await ExecuteAsync(Drop(_name));
    }

    // PostgreSQL copies no database that somebody is connected to: this one is not pooled.
    private static async Task<string> MakeTemplateAsync()
    {
        var name = NewName();
        await ExecuteAsync($"CREATE DATABASE {name}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => ExecuteAsync(Drop(name)).GetAwaiter().GetResult();
        await MigrateAsync(passkeys => passkeys.UsePostgreSql(To(name) + ";Pooling=false"));
        return name;
    }

    private static string NewName() => $"passkeys_test_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    private static string To(string name) => new NpgsqlConnectionStringBuilder(Server) { Database = name }.ConnectionString;

    private static string Drop(string name) => $"DROP DATABASE IF EXISTS {name} WITH (FORCE)";

    private static async Task ExecuteAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name of the database is made here.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
