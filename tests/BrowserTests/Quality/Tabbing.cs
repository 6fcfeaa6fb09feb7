using Microsoft.Playwright;
using Shouldly;

namespace Passkeys.BrowserTests.Quality;

/// <summary>Whoever goes by the Tab key sees where they are, and reaches everything (WCAG 2.2, 2.1.1, 2.4.3 and 2.4.7).</summary>
internal static class Tabbing
{
    // More than any page has.
    private const int Most = 200;

    // The element with the focus, and how it is marked; null at the end of the page.
    private const string Here = """
        () => {
          const here = document.activeElement;
          if (here === document.body) return null;
          here.dataset.reached = '';
          const { outlineStyle, outlineWidth } = getComputedStyle(here);
          const marked = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
          return marked ? '' : here.outerHTML.slice(0, 200);
        }
        """;

    private const string NotReached = """
        () => [...document.querySelectorAll('a[href], :is(button, input:not([type=hidden]), select, textarea):enabled, summary')]
          // Tab leads to the chosen one of several; the arrows to the others.
          .filter((control) => control.type !== 'radio' || control.checked)
          .filter((control) => control.checkVisibility() && !('reached' in control.dataset))
          .map((control) => control.outerHTML.slice(0, 200))
        """;

    // A dialog keeps the focus to itself, and a page that waits has nothing to press.
    private static readonly string[] Others = ["sign-in-waiting", "passkeys-rename", "passkeys-password-dialog", "passkeys-device", "passkeys-remove", "passkeys-remove-last", "admin-step-up"];

    /// <summary>Whether a state is one where everything that is shown can be reached.</summary>
    public static bool Fits(string state) => !Others.Contains(state);

    public static async Task ShouldReachEverythingAsync(IPage page)
    {
        (await UnmarkedAsync(page)).ShouldBeEmpty();
        (await page.EvaluateAsync<string[]>(NotReached)).ShouldBeEmpty();
    }

    // From wherever the page has put the focus to the end, and once more from the beginning: the browser goes on at the first element.
    private static async Task<IReadOnlyList<string>> UnmarkedAsync(IPage page)
    {
        var unmarked = new List<string>();
        var ends = 0;
        for (var presses = 0; presses < Most && ends < 2; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            var here = await page.EvaluateAsync<string?>(Here);
            if (here is null)
                ends++;
            else if (here.Length > 0)
                unmarked.Add(here);
        }

        return unmarked;
    }
}
