using System.Globalization;
using System.Xml.Linq;
using Passkeys.QuickstartUi.Charts;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.QuickstartUi.Charts;

/// <summary>What the charts draw, read as the XML that SVG is.</summary>
public class ChartsTests
{
    private const string Hostile = "</text><script>alert(1)</script>\"' onload=x & <img src=x onerror=y>";

    internal static readonly Func<long, string> Number = number => number.ToString(CultureInfo.InvariantCulture);

    [Fact]
    public void A_bar_is_as_high_as_its_parts_together()
    {
        var bars = Read(Stacked([new("a", [10, 0, 3], 0), new("b", [10, 0, 7], 1)]));

        var first = bars.Take(2).ToList();
        first.Sum(Height).ShouldBe(160, tolerance: 0.2);
        bars.Skip(2).Sum(Height).ShouldBe(80, tolerance: 0.2);
        bars.Count.ShouldBe(4);
        (Y(first[1]) + Height(first[1])).ShouldBe(Y(first[0]), tolerance: 0.2);
        bars.ShouldAllBe(bar => Start(bar) >= 36 && Start(bar) + Width(bar) <= 320 && Y(bar) >= 8 - 0.1);
    }

    [Fact]
    public void A_bar_has_its_number_for_who_points_at_it()
    {
        var svg = XElement.Parse(Stacked([new("a", [10, 0, 3], 0), new("b", [10, 0, 7], 1)]).ToString());
        svg.Descendants("g").Select(bar => bar.Element("title")!.Value).ShouldBe(["one: 20", "three: 10"]);
    }

    [Fact]
    public void Parts_look_different_without_any_colour()
    {
        var svg = XElement.Parse(Stacked([.. Enumerable.Range(0, Tones.Count).Select(part => new BarPart("part", [1, 1, 1], part))]).ToString());
        var patterns = svg.Descendants("pattern").ToList();

        patterns.Count.ShouldBe(Tones.Count);
        patterns.Select(pattern => (string?)pattern.Element("path")?.Attribute("d")).Distinct().Count().ShouldBe(Tones.Count);
        svg.Descendants("g").First().Elements("rect").Select(part => (string)part.Attribute("fill")!)
            .ShouldBe(patterns.Select(pattern => $"url(#{(string)pattern.Attribute("id")!})"));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(10, 10)]
    [InlineData(11, 20)]
    [InlineData(99, 100)]
    [InlineData(4321, 6000)]
    [InlineData(1_000_001, 2_000_000)]
    public void A_scale_ends_with_a_round_number(long most, long top) => Scale.For(most).Top.ShouldBe(top);

    [Fact]
    public void Bars_are_as_long_as_their_numbers()
    {
        var bars = Read(new HorizontalBars { Id = "c", Title = "t", Description = "d", Number = Number, Bars = [new("a", 40), new("b", 10, 1), new("c", 0)] });

        bars.Select(Width).ShouldBe([320, 80, 0]);
        bars.ShouldAllBe(bar => Start(bar) == 0);
    }

    [Fact]
    public void Where_lines_run_from_right_to_left_so_do_bars()
    {
        var bars = Read(new HorizontalBars { Id = "c", Title = "t", Description = "d", Number = Number, IsMirrored = true, Bars = [new("a", 40), new("b", 10)] });
        bars.Select(Start).ShouldBe([0, 240]);

        var chart = Stacked([new("a", [10, 0, 3], 0)], isMirrored: true);
        Read(chart).Select(Start).ShouldBe(Read(Stacked([new("a", [10, 0, 3], 0)])).Select(bar => Math.Round(320 - Start(bar) - Width(bar), 1)), tolerance: 0.15);
    }

    [Fact]
    public void A_funnel_is_as_broad_as_what_comes_through_and_stands_in_the_middle()
    {
        var steps = Read(new FunnelChart { Id = "c", Title = "t", Description = "d", Number = Number, Steps = [new("a", 20), new("b", 10), new("c", 0)] });

        steps.Select(Width).ShouldBe([320, 160, 0]);
        steps.Select(step => Start(step) + (Width(step) / 2)).ShouldAllBe(middle => Math.Abs(middle - 160) < 0.1);
    }

    [Fact]
    public void A_share_is_of_a_whole_that_may_be_nothing()
    {
        var shares = Read(new ShareBars
        {
            Id = "c",
            Title = "t",
            Description = "d",
            Percent = ratio => ratio.ToString("P0", CultureInfo.InvariantCulture),
            Shares = [new("a", 1, 4), new("b", 0, 0), new("c", 5, 4)],
        });

        shares.Select(Width).ShouldBe([80, 0, 320]);
    }

    [Fact]
    public void Whatever_somebody_called_something_is_text_and_nothing_else()
    {
        Chart[] charts =
        [
            new HorizontalBars { Id = "c", Title = Hostile, Description = Hostile, Number = _ => Hostile, Bars = [new(Hostile, 1)] },
            new FunnelChart { Id = "c", Title = Hostile, Description = Hostile, Number = _ => Hostile, Steps = [new(Hostile, 1)] },
            new ShareBars { Id = "c", Title = Hostile, Description = Hostile, Percent = _ => Hostile, Shares = [new(Hostile, 1, 1)] },
            new StackedBars { Id = "c", Title = Hostile, Description = Hostile, Number = _ => Hostile, Labels = [Hostile], Parts = [new(Hostile, [1], 0)] },
        ];
        foreach (var svg in charts.Select(chart => XElement.Parse(chart.ToString())))
        {
            svg.Element("title")!.Value.ShouldBe(Hostile);
            svg.Descendants().Select(element => element.Name.LocalName).Except(["svg", "title", "desc", "defs", "pattern", "rect", "path", "text", "g"]).ShouldBeEmpty();
            svg.DescendantsAndSelf().Attributes().ShouldAllBe(attribute => attribute.Name.LocalName != "style" && !attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void It_says_what_it_is_to_who_does_not_see_it()
    {
        var svg = XElement.Parse(Stacked([new("a", [1, 2, 3], 0)]).ToString());
        ((string)svg.Attribute("role")!).ShouldBe("img");
        ((string?)svg.Attribute("aria-labelledby")).ShouldBe((string?)svg.Element("title")!.Attribute("id"));
        ((string?)svg.Attribute("aria-describedby")).ShouldBe((string?)svg.Element("desc")!.Attribute("id"));
    }

    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("much too long a name", 10, "much too l…")]
    [InlineData("パスキーの名前", 10, "パスキーの…")]
    [InlineData("ab👩‍👩‍👧cd", 3, "ab…")]
    public void A_name_without_room_is_cut_between_letters(string name, int room, string cut) => Fitting.Cut(name, room).ShouldBe(cut);

    private static StackedBars Stacked(IReadOnlyList<BarPart> parts, bool isMirrored = false) =>
        new() { Id = "c", Title = "t", Description = "d", Number = Number, IsMirrored = isMirrored, Labels = ["one", "two", "three"], Parts = parts };

    private static List<XElement> Read(Chart chart) => [.. XElement.Parse(chart.ToString()).Descendants("rect").Where(rect => (string?)rect.Attribute("class") == "bar")];

    private static double Height(XElement rect) => (double)rect.Attribute("height")!;

    private static double Width(XElement rect) => (double)rect.Attribute("width")!;

    private static double Start(XElement rect) => (double)rect.Attribute("x")!;

    private static double Y(XElement rect) => (double)rect.Attribute("y")!;
}
