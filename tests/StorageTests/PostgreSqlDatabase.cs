using System.Security.Cryptography;
using Npgsql;

namespace Passkeys.StorageTests;

/// <summary>An empty database of its own on the server that PASSKEYS_TEST_POSTGRES names, gone with it.</summary>
internal sealed class PostgreSqlDatabase : IAsyncDisposable
{
    private const string Variable = "PASSKEYS_TEST_POSTGRES";
    private readonly string _name = $"passkeys_storage_{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    public string ConnectionString => new NpgsqlConnectionStringBuilder(Server) { Database = _name, Pooling = false }.ConnectionString;

    private static string Server => Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidOperationException(
            $"{Variable} is not set: a connection string of a PostgreSQL superuser on a maintenance database is needed. ./test.sh sets it.");

    public static async Task<PostgreSqlDatabase> CreateAsync()
    {
        var database = new PostgreSqlDatabase();
        await ExecuteAsync(Server, $"CREATE DATABASE {database._name}");
        return database;
    }

    public Task ExecuteAsync(string statements) => ExecuteAsync(ConnectionString, statements);

    public async Task<string[]> ReadAsync(string query)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = Command(connection, query);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return [.. rows];
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync(Server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");

    private static async Task ExecuteAsync(string connectionString, string statements)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = Command(connection, statements);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string text)
    {
#pragma warning disable CA2100 // The texts are written here.
        return new NpgsqlCommand(text, connection);
#pragma warning restore CA2100
    }
}
