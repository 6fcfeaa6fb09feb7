using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.SampleHost;

/// <summary>The SQLite file that an operator has after <c>migrate</c>, and after <c>seed-admin</c> has made a pool; each test gets a copy.</summary>
public sealed class DatabaseWithAPool : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("passkeys-commands-");

    private string Tables => Path.Combine(_directory.FullName, "tables.db");

    private string Pool => Path.Combine(_directory.FullName, "pool.db");

    public async ValueTask InitializeAsync()
    {
        (await HostProcess.RunApartAsync(Tables, ["migrate"])).ExitCode.ShouldBe(0);
        CopyWithoutPoolTo(Pool);
        var seeded = await HostProcess.RunApartAsync(Pool, ["seed-admin", "--create-pool", "--pool", "admins", "--rp-id", "example.com"]);
        seeded.ExitCode.ShouldBe(0, seeded.Errors);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Tables, and pool <c>admins</c> of example.com with an administrator.</summary>
    public void CopyTo(string file) => Copy(Pool, file);

    /// <summary>Tables, and nothing in them.</summary>
    public void CopyWithoutPoolTo(string file) => Copy(Tables, file);

    // A host that ended took its write-ahead log into the file; what is left of one has to come along.
    private static void Copy(string from, string to)
    {
        foreach (var suffix in new[] { "", "-wal" }.Where(suffix => File.Exists(from + suffix)))
            File.Copy(from + suffix, to + suffix);
    }
}
