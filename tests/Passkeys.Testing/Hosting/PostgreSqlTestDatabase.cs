using System.Security.Cryptography;
using Npgsql;

namespace Passkeys.Testing.Hosting;

internal sealed class PostgreSqlTestDatabase : TestDatabase
{
    private const string Variable = "PASSKEYS_TEST_POSTGRES";
    private readonly string _name = $"passkeys_test_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    public override string Provider => "PostgreSql";

    public override string ConnectionString => new NpgsqlConnectionStringBuilder(Server) { Database = _name }.ConnectionString;

    private static string Server => Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidOperationException(
            $"{Variable} is not set: a connection string of a PostgreSQL superuser on a maintenance database is needed. ./test.sh sets it.");

    public override Task CreateAsync() => ExecuteAsync($"CREATE DATABASE {_name}");

    public override async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

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
