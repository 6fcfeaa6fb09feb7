using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests;

/// <summary>Every example of docs/hooks.md stands in a file that is compiled and tested.</summary>
public partial class DocumentedHooksTests
{
    [Fact]
    public void Every_example_of_the_documentation_is_compiled()
    {
        var compiled = Plain(File.ReadAllText(Path.Combine(Sources.Root, "tests", "IntegrationTests", "Hooks", "DocumentedHooks.cs")));

        var examples = Example().Matches(File.ReadAllText(Path.Combine(Sources.Root, "docs", "hooks.md")));

        examples.Count.ShouldBeGreaterThanOrEqualTo(6);
        examples.Select(example => Plain(example.Groups["code"].Value)).ShouldAllBe(code => compiled.Contains(code, StringComparison.Ordinal));
    }

    // How far a block is indented says nothing.
    private static string Plain(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();
}
