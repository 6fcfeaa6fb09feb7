using System.Reflection;

namespace Passkeys.ClientTests;

/// <summary>The readme of Passkeys.Client shows code that compiles: regions of <see cref="Snippets"/>.</summary>
public sealed class Documentation
{
    private static string Project => typeof(Documentation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "ProjectDirectory").Value!;

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Endpoints")]
    [InlineData("Sockets")]
    [InlineData("Hook")]
    [InlineData("Backend")]
    [InlineData("SignIn")]
    [InlineData("Verify")]
    [InlineData("Operations")]
    [InlineData("Administration")]
    [InlineData("Webhooks")]
    public void Shows_what_compiles(string region)
    {
        var page = File.ReadAllText(Path.Combine(Project, "../../src/Passkeys.Client/README.md"));

        page.ShouldContain("```csharp\n" + RegionOf(region) + "```\n");
    }

    private static string RegionOf(string region)
    {
        var lines = File.ReadLines(Path.Combine(Project, "Snippets.cs")).SkipWhile(line => line.Trim() != $"#region {region}").Skip(1).TakeWhile(line => line.Trim() != "#endregion").ToArray();
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Concat(lines.Select(line => line[Math.Min(indent, line.Length)..] + "\n"));
    }
}
