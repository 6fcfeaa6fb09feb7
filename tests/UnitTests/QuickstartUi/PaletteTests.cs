using System.Text.RegularExpressions;
using Passkeys.QuickstartUi.Branding;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.QuickstartUi;

public partial class PaletteTests
{
    /// <summary>The corners and the middle of the colours, and what brands really use.</summary>
    public static TheoryData<string> Accents =>
    [
        "#000000", "#ffffff", "#808080", "#767676", "#ff0000", "#00ff00", "#0000ff", "#ffff00", "#ff00ff", "#00ffff",
        "#e8590c", "#ffd43b", "#0b7285", "#1864ab", "#5f3dc4", "#d6336c", "#f5f5f1", "#121615", "#ffeeee", "#001133",
    ];

    [Theory]
    [MemberData(nameof(Accents))]
    public void Links_can_be_read_on_everything_they_stand_on(string accent) =>
        Each(accent, (palette, ground) =>
        {
            foreach (var link in new[] { palette.Accent, palette.AccentStrong })
            {
                foreach (var under in new[] { ground.Page, ground.Panel, palette.AccentSoft })
                    link.Contrast(under).ShouldBeGreaterThanOrEqualTo(4.5, $"{accent}: {link} on {under}");
            }
        });

    [Theory]
    [MemberData(nameof(Accents))]
    public void The_main_button_can_be_read_and_seen(string accent) =>
        Each(accent, (palette, ground) =>
        {
            palette.OnFill.Contrast(palette.Fill).ShouldBeGreaterThanOrEqualTo(4.5, accent);
            palette.OnFill.Contrast(palette.FillStrong).ShouldBeGreaterThanOrEqualTo(4.5, accent);
            palette.Fill.Contrast(ground.Panel).ShouldBeGreaterThanOrEqualTo(3, accent);
            palette.Fill.Contrast(ground.Page).ShouldBeGreaterThanOrEqualTo(3, accent);
        });

    [Theory]
    [MemberData(nameof(Accents))]
    public void Text_can_be_read_on_the_soft_shade(string accent)
    {
        foreach (var (ground, ink) in new[] { (Ground.Light, "--ink: #1b1f1e"), (Ground.Dark, "--ink: #eaeeec") })
        {
            Css().ShouldContain(ink);
            Colour.TryParse(ink[^7..], out var text).ShouldBeTrue();
            text.Contrast(Palette.Of(Parse(accent), ground).AccentSoft).ShouldBeGreaterThanOrEqualTo(4.5, accent);
        }
    }

    [Fact]
    public void A_colour_that_can_be_read_stays_as_it_is() => Palette.Of(Parse("#1864ab"), Ground.Light).Accent.ShouldBe(Parse("#1864ab"));

    [Fact]
    public void A_colour_that_cannot_be_read_becomes_darker_on_light_and_lighter_on_dark()
    {
        var grey = Parse("#808080");
        Palette.Of(grey, Ground.Light).Accent.Red.ShouldBeLessThan(grey.Red);
        Palette.Of(Parse("#444444"), Ground.Dark).Accent.Red.ShouldBeGreaterThan((byte)0x44);
    }

    [Fact]
    public void The_stylesheet_names_only_properties_of_the_pages_own()
    {
        var own = Properties(Css());
        Properties(BrandStylesheet.Css(Parse("#e8590c"))).Except(own).ShouldBeEmpty();
    }

    [Fact]
    public void The_grounds_are_those_of_the_pages() =>
        GroundOrPanel().Matches(Css()).Select(match => match.Groups["value"].Value)
            .ShouldBe(["f5f5f1", "fff", "121615", "1b2120"]);

    [Fact]
    public void The_grounds_that_are_reckoned_with_are_the_same()
    {
        Ground.Light.ShouldBe(new Ground(Parse("#f5f5f1"), Parse("#ffffff"), Colour.Black));
        Ground.Dark.ShouldBe(new Ground(Parse("#121615"), Parse("#1b2120"), Colour.White));
    }

    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#ffffff", 1)]
    [InlineData("#767676", "#ffffff", 4.54)]
    [InlineData("#ff0000", "#ffffff", 4.00)]
    public void Contrast_is_that_of_WCAG(string one, string other, double contrast) =>
        Parse(one).Contrast(Parse(other)).ShouldBe(contrast, tolerance: 0.005);

    [Theory]
    [InlineData("brand/e8590c.css", true)]
    [InlineData("brand/E8590C.css", true)]
    [InlineData("brand/e8590.css", false)]
    [InlineData("brand/e8590c0.css", false)]
    [InlineData("brand/red;}}.css", false)]
    [InlineData("brand/.css", false)]
    [InlineData("brand/", false)]
    public void An_address_that_names_a_colour_has_a_stylesheet(string path, bool has) => (BrandStylesheet.Find(path) is not null).ShouldBe(has);

    private static void Each(string accent, Action<Palette, Ground> check)
    {
        foreach (var ground in new[] { Ground.Light, Ground.Dark })
            check(Palette.Of(Parse(accent), ground), ground);
    }

    private static Colour Parse(string text) => Colour.TryParse(text, out var colour) ? colour : throw new ArgumentException(text, nameof(text));

    private static string Css() => File.ReadAllText(Path.Combine(Sources.Root, "quickstart-ui", "wwwroot", "css", "site.css"));

    private static IEnumerable<string> Properties(string css) => Property().Matches(css).Select(match => match.Value).Distinct();

    [GeneratedRegex(@"--[a-z-]+(?=:)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Property();

    [GeneratedRegex(@"--(ground|panel): #(?<value>[0-9a-f]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex GroundOrPanel();
}
