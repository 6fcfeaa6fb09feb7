using System.Security.Cryptography;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.SampleHost;

/// <summary>How a host outside Development starts, and when it does not.</summary>
public sealed class OutsideDevelopment : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("passkeys-production-");

    private string File => Path.Combine(_directory.FullName, "passkeys.db");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_host_whose_database_lacks_migrations_says_so_and_ends()
    {
        var (exitCode, output) = await HostProcess.RunAsync(File, []);

        exitCode.ShouldBe(1);
        output.ShouldContain("--migrate");
    }

    [Fact]
    public async Task Migrating_ends_well()
    {
        var (exitCode, _) = await HostProcess.RunAsync(File, ["--migrate"]);

        exitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_database_that_is_out_of_reach_is_named_as_the_reason()
    {
        var (exitCode, output) = await HostProcess.RunAsync(File, ["--migrate"],
            ("Database__Provider", "PostgreSql"), ("ConnectionStrings__Passkeys", "Host=127.0.0.1;Port=1;Username=nobody;Timeout=5"));

        exitCode.ShouldBe(1);
        output.ShouldContain("The database cannot be used");
    }

    [Fact]
    public async Task A_secret_of_Development_keeps_the_host_from_starting()
    {
        (await HostProcess.RunAsync(File, ["--migrate"])).ExitCode.ShouldBe(0);

        var (exitCode, output) = await HostProcess.RunAsync(File, [],
            ("EmbeddedProvider__Clients__0__ClientId", "backend"),
            ("EmbeddedProvider__Clients__0__GrantTypes__0", "client_credentials"),
            ("EmbeddedProvider__Clients__0__SecretHashes__0", Convert.ToBase64String(SHA256.HashData("backend-secret"u8))));

        exitCode.ShouldNotBe(0);
        output.ShouldContain("Client 'backend' has a secret of Development");
    }
}
