using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Passkeys.IntegrationTests.Authentication;
using Passkeys.IntegrationTests.Registration;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.SpecCoverage;

/// <summary>docs/spec-coverage.md says what is true.</summary>
public sealed class SpecCoverageTests
{
    private const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    private static readonly Regex Row = new(@"^\| (?<step>\d+) \| (?<what>[^|]+) \|.*$", Plain | RegexOptions.Multiline);
    private static readonly Regex TestName = new(@"`(?<name>\w+\.\w*_\w+)`", Plain);
    private static readonly Regex FileName = new(@"`(?<path>[\w/]+\.cs)`", Plain);
    private static readonly string Root = FindRoot();
    private static readonly string Document = File.ReadAllText(Path.Combine(Root, "docs", "spec-coverage.md"));
    private static readonly HashSet<string> Tests = [.. typeof(SpecCoverageTests).Assembly.GetTypes().SelectMany(TestsOf)];

    [Theory]
    [InlineData("7.1", 29)]
    [InlineData("7.2", 25)]
    public void Every_step_has_a_row(string section, int steps) =>
        RowsOf(section).Select(row => int.Parse(row.Groups["step"].Value, CultureInfo.InvariantCulture)).ShouldBe(Enumerable.Range(1, steps));

    [Theory]
    [InlineData("7.1")]
    [InlineData("7.2")]
    public void Every_step_of_a_server_names_a_test(string section) =>
        RowsOf(section).Where(row => !TestName.IsMatch(row.Value)).Select(row => row.Groups["what"].Value)
            .ShouldAllBe(what => what.StartsWith("navigator.", StringComparison.Ordinal) || what.StartsWith("hash", StringComparison.Ordinal));

    [Fact]
    public void Every_test_that_is_named_exists() => NamedTests().Where(name => !Tests.Contains(name)).ShouldBeEmpty();

    [Fact]
    public void Every_file_that_is_named_exists() =>
        FileName.Matches(Document).Select(match => match.Groups["path"].Value).Distinct()
            .Where(path => !File.Exists(Path.Combine(Root, "src", "Passkeys.IdentityServer", path))).ShouldBeEmpty();

    [Fact]
    public void Every_test_of_a_step_is_named() =>
        TestsOf(typeof(RegistrationSteps)).Concat(TestsOf(typeof(AuthenticationSteps))).Except(NamedTests()).ShouldBeEmpty();

    private static IEnumerable<string> NamedTests() =>
        TestName.Matches(Document).Select(match => match.Groups["name"].Value).Distinct();

    private static IEnumerable<Match> RowsOf(string section)
    {
        var start = Document.IndexOf($"## §{section}", StringComparison.Ordinal);
        var end = Document.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return Row.Matches(end < 0 ? Document[start..] : Document[start..end]);
    }

    private static IEnumerable<string> TestsOf(Type type) => type
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(method => method.GetCustomAttributes().Any(attribute => attribute is FactAttribute))
        .Select(method => $"{type.Name}.{method.Name}");

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
