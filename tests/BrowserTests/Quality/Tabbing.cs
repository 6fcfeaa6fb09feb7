using Microsoft.Playwright;
using Shouldly;

namespace Passkeys.BrowserTests.Quality;

/// <summary>Whoever goes by the Tab key sees where they are, and reaches everything (WCAG 2.2, 2.1.1, 2.4.3 and 2.4.7).</summary>
internal static class Tabbing
{
    // More than any page has.
    private const int Most = 300;

    // So many presses before the page is asked how far they led.
    private const int Stretch = 20;

    // Notes each element that gets the focus, those of them that are not marked, and how often the focus left the page at its end.
    private const string Watch = """
        () => {
          window.tabbing = { unmarked: [], ends: 0 };
          addEventListener('focusin', ({ target }) => {
            target.dataset.reached = '';
            const { outlineStyle, outlineWidth } = getComputedStyle(target);
            if (outlineStyle === 'none' || !(parseFloat(outlineWidth) >= 2)) tabbing.unmarked.push(target.outerHTML.slice(0, 200));
          });
          addEventListener('focusout', ({ relatedTarget }) => { if (!relatedTarget) tabbing.ends++; });
        }
        """;

    private const string NotReached = """
        () => [...document.querySelectorAll('a[href], :is(button, input:not([type=hidden]), select, textarea):enabled, summary')]
          // Tab leads to the chosen one of several; the arrows to the others.
          .filter((control) => control.type !== 'radio' || control.checked)
          .filter((control) => control.checkVisibility() && !('reached' in control.dataset))
          .map((control) => control.outerHTML.slice(0, 200))
        """;

    private const string Ends = "() => tabbing.ends";
    private const string Unmarked = "() => tabbing.unmarked";

    // A dialog keeps the focus to itself, and a page that waits has nothing to press.
    private static readonly string[] Others = ["sign-in-waiting", "passkeys-rename", "passkeys-password-dialog", "passkeys-device", "passkeys-remove", "passkeys-remove-last", "admin-step-up"];

    /// <summary>Whether a state is one where everything that is shown can be reached.</summary>
    public static bool Fits(string state) => !Others.Contains(state);

    // The browser goes on at the first element when the last is left: what stands before the place where the page has put the focus is reached then.
    public static async Task ShouldReachEverythingAsync(IPage page)
    {
        await page.EvaluateAsync(Watch);
        for (var presses = 0; presses < Most && !await IsRoundAsync(page); presses += Stretch)
        {
            for (var press = 0; press < Stretch; press++)
                await page.Keyboard.PressAsync("Tab");
        }

        (await page.EvaluateAsync<string[]>(Unmarked)).ShouldBeEmpty();
        (await page.EvaluateAsync<string[]>(NotReached)).ShouldBeEmpty();
    }

    // To the end of the page, and as far as nothing is left, or twice.
    private static async Task<bool> IsRoundAsync(IPage page) =>
        await page.EvaluateAsync<int>(Ends) switch
        {
            0 => false,
            1 => (await page.EvaluateAsync<string[]>(NotReached)).Length == 0,
            _ => true,
        };
}
