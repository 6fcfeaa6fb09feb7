using Microsoft.Playwright;

namespace Passkeys.BrowserTests.Quality;

/// <summary>Pictures of the pages, for people to look at: in the folder that PASSKEYS_SCREENSHOTS names, where it names one.</summary>
internal static class Pictures
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("PASSKEYS_SCREENSHOTS");

    public static async Task TakeAsync(IPage page, string state, string language, string window, ColorScheme scheme)
    {
        if (string.IsNullOrEmpty(Folder))
            return;
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        var name = $"{state}-{language}-{window}-{scheme}.png".ToLowerInvariant();
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, name), FullPage = true });
    }
}
