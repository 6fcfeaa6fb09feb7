using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests;

/// <summary>The dependency rule of ARCHITECTURE.md, read from the sources: namespaces are folders, so a using says which way a dependency goes.</summary>
public class ArchitectureTests
{
    private const string Core = "Passkeys.IdentityServer";
    private const string CoreUsing = $"using {Core}.";

    // What a folder of the core may use. Storage holds the one schema, so it names the tables of all, and all may use it.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Json"] = [],
        ["Lists"] = ["Json"],
        ["Network"] = [],
        ["Pools"] = ["Json", "Storage"],
        ["RateLimits"] = ["Pools", "Json", "Storage"],
        ["Users"] = ["Pools", "Storage"],
        ["Audit"] = ["Pools", "Json", "Storage"],
        ["Mail"] = ["Pools", "Users", "Storage"],
        ["Engine"] = ["Pools", "Users", "Sessions", "Audit"],
        ["Sessions"] = ["Engine", "Users", "Pools", "Audit", "Json", "Storage"],
        ["Credentials"] = ["Sessions", "Users", "Pools", "Audit", "Json", "Storage"],
        ["Ceremonies"] = ["Credentials", "Sessions", "Users", "Pools", "Engine", "Audit", "RateLimits", "Json", "Storage"],
        ["Grants"] = Feature,
        ["SignUp"] = Feature,
        ["Recovery"] = [.. Feature, "SignUp"],
        ["Passwords"] = [.. Feature, "SignUp"],
        ["Devices"] = Feature,
        ["Operations"] = Feature,
        ["Administrators"] = ["Engine", "Sessions", "Users", "Pools", "Audit", "Json", "Storage"],
        ["Applications"] = ["Administrators", "Engine", "Pools", "Audit", "Lists", "Json"],
        ["Webhooks"] = ["Administrators", "Network", "Sessions", "Pools", "Audit", "Json", "Storage"],
        ["Administration"] = [.. Feature, "Administrators", "Lists", "Network", "SignUp"],
        ["Insight"] = [.. Feature, "Administrators", "Lists"],
        ["Transfer"] = [.. Feature, "Administrators", "Lists"],
        ["Storage"] = ["Pools", "Users", "Credentials", "Sessions", "Audit", "Mail", "Grants", "Engine", "RateLimits", "Webhooks", "Administration", "Insight", "Transfer"],
    };

    private static string[] Feature => ["Ceremonies", "Credentials", "Sessions", "Users", "Pools", "Engine", "Audit", "Mail", "RateLimits", "Json", "Storage"];

    public static TheoryData<string> Folders =>
        [.. Directory.GetDirectories(Path.Combine(Sources.Root, "src", Core)).Select(path => Path.GetFileName(path)!).Where(name => name is not ("bin" or "obj"))];

    public static TheoryData<string, string[]> Projects => new()
    {
        { $"src/{Core}", [] },
        { "src/Passkeys.Client", [] },
        { "quickstart-ui", [Core] },
        { $"src/{Core}.Embedded", [Core] },
        { $"src/{Core}.Duende", [Core] },
        { $"src/{Core}.Fido2", [Core] },
        { $"src/{Core}.Sqlite", [Core] },
        { $"src/{Core}.PostgreSql", [Core] },
        { $"src/{Core}.SqlServer", [Core] },
    };

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_of_the_core_uses_only_what_stands_below_it(string folder)
    {
        Allowed.ShouldContainKey(folder, "a new folder needs its place in the dependency rule");

        Used(folder).Except(Allowed[folder]).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_what_it_may(string project, string[] allowed)
    {
        var file = Directory.GetFiles(Path.Combine(Sources.Root, project), "*.csproj").ShouldHaveSingleItem();

        XDocument.Load(file).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Except(allowed).ShouldBeEmpty();
    }

    private static IEnumerable<string> Used(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Sources.Root, "src", Core, folder), "*.cs", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Select(line => line.Replace("using static ", "using ", StringComparison.Ordinal))
            .Where(line => line.StartsWith(CoreUsing, StringComparison.Ordinal))
            .Select(line => line[CoreUsing.Length..].Split('.', ';')[0])
            .Where(used => used != folder)
            .Distinct();
}
