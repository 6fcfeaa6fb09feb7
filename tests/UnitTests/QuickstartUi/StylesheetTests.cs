using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.QuickstartUi;

/// <summary>Where lines run from right to left, a page that thinks in left and right is wrong.</summary>
public partial class StylesheetTests
{
    [Fact]
    public void The_stylesheet_knows_no_left_and_right() => Physical().Matches(Css()).Select(match => match.Value).ShouldBeEmpty();

    [Fact]
    public void Nothing_moves_outside_of_the_consent_to_motion() =>
        Moving().Matches(Css().Split("@media (prefers-reduced-motion: no-preference)")[0]).Select(match => match.Value).ShouldBeEmpty();

    [Theory]
    [InlineData("margin-left: 1rem;")]
    [InlineData("{ left: 0;")]
    [InlineData("text-align: right;")]
    [InlineData("padding: 1px 2px 3px 4px;")]
    [InlineData("border-right: 1px solid;")]
    public void Left_and_right_are_recognised(string declaration) => Physical().IsMatch(declaration).ShouldBeTrue();

    private static string Css() => File.ReadAllText(Path.Combine(Sources.Root, "quickstart-ui", "wwwroot", "css", "site.css"));

    // Properties and values of one side, and the shorthands that give the two sides different ones.
    [GeneratedRegex(@"-(left|right)\b[^:]*:|[{;]\s*(left|right|float)\s*:|:\s*(left|right)\s*;|(margin|padding|inset|border-radius)\s*:\s*([^\s;()]+\s+){3}[^\s;()]+;", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Physical();

    [GeneratedRegex(@"(transition|animation)\s*:[^;]*;", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moving();
}
