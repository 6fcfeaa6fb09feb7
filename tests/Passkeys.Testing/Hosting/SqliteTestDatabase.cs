using Microsoft.Data.Sqlite;
using Passkeys.IdentityServer.Sqlite;

namespace Passkeys.Testing.Hosting;

internal sealed class SqliteTestDatabase(bool empty) : TestDatabase
{
    private static readonly Lazy<Task<byte[]>> Template = new(MakeTemplateAsync);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("passkeys-sqlite-");

    public override string Provider => "Sqlite";

    public override string ConnectionString => $"Data Source={Path}";

    private string Path => System.IO.Path.Combine(_directory.FullName, "passkeys.db");

    public override async Task CreateAsync()
    {
        if (!empty)
            await File.WriteAllBytesAsync(Path, await Template.Value);
    }

    public override ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(connection);
        // A connection that is still open may hold the files; the operating system's temporary directory is swept anyway.
        try
        {
            _directory.Delete(recursive: true);
        }
        catch (IOException)
        {
        }

        return ValueTask.CompletedTask;
    }

    // Without a pool the last connection takes its write-ahead log into the file.
    private static async Task<byte[]> MakeTemplateAsync()
    {
        var directory = Directory.CreateTempSubdirectory("passkeys-sqlite-");
        try
        {
            var file = System.IO.Path.Combine(directory.FullName, "template.db");
            await MigrateAsync(passkeys => passkeys.UseSqlite($"Data Source={file};Pooling=False"));
            return await File.ReadAllBytesAsync(file);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
