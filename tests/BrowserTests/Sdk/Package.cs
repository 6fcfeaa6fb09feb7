using System.Diagnostics;
using System.Reflection;
using Shouldly;
using Xunit;

namespace Passkeys.BrowserTests.Sdk;

/// <summary>The SDK as npm packs it, used without a browser.</summary>
public sealed class Package : IAsyncLifetime
{
    private static readonly string Project = typeof(Package).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ProjectDirectory").Value!;
    private static readonly string Sdk = Path.Combine(Project, "..", "..", "quickstart-ui", "wwwroot", "passkeys");

    private readonly DirectoryInfo _app = Directory.CreateTempSubdirectory("passkeys-npm-");

    /// <summary>An application with nothing but the packed SDK in it.</summary>
    public async ValueTask InitializeAsync()
    {
        await RunAsync("npm", "pack", Path.GetFullPath(Sdk), "--pack-destination", _app.FullName, "--offline", "--silent");
        var installed = Path.Combine(_app.FullName, "node_modules", "@passkeys", "browser");
        Directory.CreateDirectory(installed);
        await RunAsync("tar", "-xzf", _app.GetFiles("*.tgz").ShouldHaveSingleItem().FullName, "-C", installed, "--strip-components=1");
        foreach (var file in Directory.GetFiles(Path.Combine(Project, "Sdk", "Package")))
            File.Copy(file, Path.Combine(_app.FullName, Path.GetFileName(file)));
        await File.WriteAllTextAsync(Path.Combine(_app.FullName, "package.json"), """{"type":"module","private":true}""");
    }

    public ValueTask DisposeAsync()
    {
        _app.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public Task It_is_packed_and_does_what_it_says_in_Node() => RunAsync("node", "--test", "--test-reporter=spec", "sdk.test.js");

    [Fact]
    public Task Its_types_and_its_modules_fit_an_application_at_its_strictest() =>
        RunAsync(
            "node", Path.Combine(Project, "node_modules", "typescript", "bin", "tsc"), "types.ts", Path.Combine("node_modules", "@passkeys", "browser", "index.d.ts"), "--noEmit", "--strict",
            "--exactOptionalPropertyTypes", "--module", "nodenext", "--target", "es2023", "--lib", "es2023,dom,dom.iterable");

    private async Task RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { WorkingDirectory = _app.FullName, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{command} {string.Join(' ', arguments)}\n{await output}{await errors}");
    }
}
