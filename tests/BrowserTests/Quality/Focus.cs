using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.BrowserTests.Quality;

/// <summary>Whoever goes by the Tab key sees where they are, and reaches everything (WCAG 2.2, 2.1.1, 2.4.3 and 2.4.7).</summary>
public sealed class Focus(BrowserFixture browser)
{
    // More than any page has.
    private const int Most = 60;

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
          .filter((control) => control.checkVisibility() && !('reached' in control.dataset))
          .map((control) => control.outerHTML.slice(0, 200))
        """;

    public static TheoryData<string> States => ["home", "choose-pool", "sign-in-address-missing", "sign-in-cancelled", "sign-up-captcha", "sign-up-passkey", "activate", "enrol-invalid", "passkeys-two", "sign-out", "not-found", "sign-in-for-app", "sign-in-is-it-you", "sign-in-which-account", "consent", "apps", "apps-withdraw", "add-passkey", "error-for-app"];

    [Theory]
    [MemberData(nameof(States))]
    public async Task Tab_reaches_everything_and_shows_where_it_is(string state)
    {
        await using var visitor = await browser.NewVisitorAsync(new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce });
        await PageStates.All[state](visitor);
        (await UnmarkedAsync(visitor.Page)).ShouldBeEmpty();
        (await visitor.Page.EvaluateAsync<string[]>(NotReached)).ShouldBeEmpty();
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
