using System.Reflection;

namespace Passkeys.DuendeTests;

/// <summary>docs/duende.md shows code that runs: regions of the host of these tests.</summary>
public sealed class Documentation
{
    private static string Project => typeof(Documentation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "ProjectDirectory").Value!;

    [Theory]
    [InlineData("Hosting/ExistingHost.cs", "Services")]
    [InlineData("Hosting/ExistingHost.cs", "Pipeline")]
    [InlineData("Hosting/ExistingHostFixture.cs", "Pool")]
    [InlineData("Hosting/AccountEndpoints.cs", "TellAsync")]
    [InlineData("Hosting/Import.cs", "Import")]
    public void Shows_what_runs(string file, string region)
    {
        var page = File.ReadAllText(Path.Combine(Project, "../../docs/duende.md"));

        page.ShouldContain("```csharp\n" + RegionOf(file, region) + "```\n");
    }

    private static string RegionOf(string file, string region)
    {
        var lines = File.ReadLines(Path.Combine(Project, file)).SkipWhile(line => line.Trim() != $"#region {region}").Skip(1).TakeWhile(line => line.Trim() != "#endregion").ToArray();
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Concat(lines.Select(line => line[Math.Min(indent, line.Length)..] + "\n"));
    }
}
