using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Auditing;

/// <summary>Statements that change or remove rows go past the context's own check, so the sources are looked at.</summary>
public partial class AppendOnlyTests
{
    [Fact]
    public void Nothing_but_retention_removes_entries_and_nothing_changes_them() =>
        Files().Where(file => Statement().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName).ShouldBe(["AuditRetention.cs"]);

    [Theory]
    [InlineData("await db.Audit.Where(e => e.Pool == pool).ExecuteDeleteAsync(ct);", true)]
    [InlineData("db.Audit.Where(e => e.Pool == pool)\n    .ExecuteUpdateAsync(set => set)", true)]
    [InlineData("await db.AuditHeads.Where(h => true).ExecuteUpdateAsync(ct);", false)]
    [InlineData("db.Audit.Add(entry); await db.Users.ExecuteDeleteAsync(ct);", false)]
    public void Such_statements_are_recognised(string code, bool isOne) => Statement().IsMatch(code).ShouldBe(isOne);

    private static IEnumerable<string> Files() => new[] { "src", "quickstart-ui" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Sources.Root, folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex(@"(\.Audit\b|Set<AuditEntry>)[^;]*Execute(Update|Delete)", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Statement();
}
