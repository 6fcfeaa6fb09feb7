using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.BrowserTests.Quality;

/// <summary>What holds for every page in every state. It leaves pictures of them where it is told to.</summary>
public sealed class EveryPage(BrowserFixture browser)
{
    // What does not depend on colours was looked at in light.
    private static readonly (ColorScheme Scheme, string[]? Rules)[] Schemes = [(ColorScheme.Light, null), (ColorScheme.Dark, ["color-contrast", "link-in-text-block"])];

    // Scripts, styles and handlers that stand in the page itself.
    private const string Inline = """
        () => [...document.querySelectorAll('*')]
          .filter((element) => element.matches('script:not([src]), style, [style]') || [...element.attributes].some(({ name }) => name.startsWith('on')))
          .map((element) => element.outerHTML.slice(0, 200))
        """;

    private static readonly (string Name, int Width, int Height)[] Windows = [("wide", 1280, 800), ("narrow", 360, 740)];

    /// <summary>One from the left, one from the right.</summary>
    public static readonly string[] Languages = ["en", "ar"];

    /// <summary>Every state in English; from the right one of each kind, and all where pictures are wanted.</summary>
    public static TheoryData<string, string> States { get; } = new(
        PageStates.All.Keys.SelectMany(state => Languages.Where(language => language == Languages[0] || Pictures.AreWanted || EveryLanguage.Pages.Contains(state)).Select(language => (state, language))));

    [Theory]
    [MemberData(nameof(States))]
    public async Task Is_usable_by_everyone_in_light_and_dark_wide_and_narrow_from_the_left_and_from_the_right(string state, string language)
    {
        await using var visitor = await browser.NewVisitorAsync(new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce, Locale = language });
        await PageStates.All[state](visitor);
        (await visitor.Page.EvaluateAsync<string>("() => document.documentElement.lang")).ShouldBe(language);
        // Before anything that a test does to the page: a picture hides the caret by a style.
        (await visitor.Page.EvaluateAsync<string[]>(Inline)).ShouldBeEmpty();
        foreach (var (name, width, height) in Windows)
        {
            await visitor.Page.SetViewportSizeAsync(width, height);
            foreach (var (scheme, rules) in SchemesFor(language, name))
            {
                await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                await Pictures.TakeAsync(visitor.Page, $"{state}-{language}-{name}-{scheme}");
                (await Axe.FindAsync(visitor.Page, rules)).ShouldBeEmpty($"{state}, {language}, {name}, {scheme}");
            }

            (await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue($"{state} is wider than a {name} window in {language}.");
        }

        // Violations of the content security policy are errors of the console.
        visitor.Complaints.All.ShouldBeEmpty();
    }

    // Colours have neither direction nor width, and the narrow window is where a direction goes wrong: so much is looked at, and all is drawn.
    private static IEnumerable<(ColorScheme Scheme, string[]? Rules)> SchemesFor(string language, string window) => (language, window) switch
    {
        _ when Pictures.AreWanted => Schemes,
        ("en", "wide") => Schemes,
        (_, "narrow") => Schemes.Take(1),
        _ => [],
    };
}
