using Microsoft.Playwright;

namespace Passkeys.BrowserTests.Quality;

/// <summary>Pictures of the pages, for people to look at: in the folder that PASSKEYS_SCREENSHOTS names, where it names one.</summary>
internal static class Pictures
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("PASSKEYS_SCREENSHOTS");

    public static bool AreWanted => !string.IsNullOrEmpty(Folder);

    public static async Task TakeAsync(IPage page, string name)
    {
        if (AreWanted)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder!, name.ToLowerInvariant() + ".png"), FullPage = true });
    }
}
