using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.BrowserTests.Quality;

/// <summary>What holds for every page in every state. With PASSKEYS_SCREENSHOTS=folder it leaves pictures of them there.</summary>
public sealed class EveryPage(BrowserFixture browser)
{
    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("PASSKEYS_SCREENSHOTS");

    // What does not depend on colours was looked at in light.
    private static readonly (ColorScheme Scheme, string[]? Rules)[] Schemes = [(ColorScheme.Light, null), (ColorScheme.Dark, ["color-contrast", "link-in-text-block"])];

    private static readonly (string Name, int Width, int Height)[] Windows = [("wide", 1280, 800), ("narrow", 360, 740)];

    public static TheoryData<string> States => [.. PageStates.All.Keys];

    [Theory]
    [MemberData(nameof(States))]
    public async Task Is_usable_by_everyone_in_light_and_dark_wide_and_narrow(string state)
    {
        await using var visitor = await browser.NewVisitorAsync(new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce });
        await PageStates.All[state](visitor);
        foreach (var (name, width, height) in Windows)
        {
            await visitor.Page.SetViewportSizeAsync(width, height);
            foreach (var (scheme, rules) in Schemes)
            {
                await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                await PhotographAsync(visitor.Page, $"{state}-{name}-{scheme}");
                (await Axe.FindAsync(visitor.Page, rules)).ShouldBeEmpty($"{state}, {name}, {scheme}");
            }

            (await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue($"{state} is wider than a {name} window.");
        }

        // Violations of the content security policy are errors of the console.
        visitor.Complaints.All.ShouldBeEmpty();
    }

    private static async Task PhotographAsync(IPage page, string name)
    {
        if (Screenshots is not null)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, name.ToLowerInvariant() + ".png"), FullPage = true });
    }
}
