namespace Passkeys.Testing.Hosting;

internal sealed class SqliteTestDatabase : TestDatabase
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("passkeys-sqlite-");

    public override string Provider => "Sqlite";

    public override string ConnectionString => $"Data Source={Path.Combine(_directory.FullName, "passkeys.db")}";

    public override ValueTask DisposeAsync()
    {
        // A pooled connection may hold the files; the operating system's temporary directory is swept anyway.
        try
        {
            _directory.Delete(recursive: true);
        }
        catch (IOException)
        {
        }

        return ValueTask.CompletedTask;
    }
}
