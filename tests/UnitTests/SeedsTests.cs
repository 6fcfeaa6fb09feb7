using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests;

/// <summary>docs/seeds.md says what is true: every line of the five documents has a test, and the test is there.</summary>
public sealed class SeedsTests
{
    private const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    private static readonly Regex TestName = new(@"`(?<name>[A-Z]\w+\.[A-Z]\w*)`", Plain);
    private static readonly Regex ClassName = new(@"^public (sealed |abstract |partial )*class (?<name>\w+)", Plain | RegexOptions.Multiline);
    private static readonly Regex TestMethod = new(@"\[(Fact|Theory)\b[^\n]*\]\s+(\[[^\n]*\]\s+)*public (async )?\w+ (?<name>\w+)\(", Plain);
    private static readonly string Document = File.ReadAllText(Path.Combine(Sources.Root, "docs", "seeds.md"));

    public static TheoryData<string> Documents =>
    [
        "000_6bfa1a330072ca03.txt", "001_7979e7e1fb42ed71.txt", "002_6a22a4ff9822cd8e.txt", "003_8f57e21d4b7de650.txt", "004_b8118dc252143971.txt",
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Each_document_has_its_lines(string document) => RowsOf(document).Count.ShouldBeGreaterThan(15);

    [Theory]
    [MemberData(nameof(Documents))]
    public void Each_line_names_a_test(string document) =>
        RowsOf(document).Where(row => !TestName.IsMatch(row.Split('|')[^2])).ShouldBeEmpty();

    [Fact]
    public void Each_test_that_is_named_exists()
    {
        var there = TestsOfTheSources();

        TestName.Matches(Document).Select(match => match.Groups["name"].Value).Distinct().Where(name => !there.Contains(name)).ShouldBeEmpty();
    }

    private static List<string> RowsOf(string document)
    {
        var start = Document.IndexOf($"## {document}", StringComparison.Ordinal);
        var end = Document.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        var section = end < 0 ? Document[start..] : Document[start..end];
        return [.. section.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)];
    }

    private static HashSet<string> TestsOfTheSources() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Sources.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" or "node_modules"))
            .SelectMany(path => TestsIn(File.ReadAllText(path))),
    ];

    private static IEnumerable<string> TestsIn(string source) => ClassName.Match(source) is { Success: true } type
        ? TestMethod.Matches(source).Select(method => $"{type.Groups["name"].Value}.{method.Groups["name"].Value}")
        : [];
}
