using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Passkeys.QuickstartUi;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Quality;

/// <summary>The pages in the other languages, in the narrowest window: long words of one of them must not break what was drawn with the words of another.</summary>
public sealed class EveryLanguage(BrowserFixture browser)
{
    /// <summary>One state of each kind of page.</summary>
    public static readonly string[] Pages = ["home", "choose-pool", "sign-in", "sign-up-captcha", "sign-up-closed", "activate", "enrol", "passkeys-two", "passkeys-remove-last", "sign-out", "not-found", "sign-in-is-it-you", "sign-in-which-account", "consent", "apps", "add-passkey", "error-for-app"];

    // What reaches over an edge of the window.
    private const string Overflowing = """
        () => [...document.querySelectorAll('body *')]
          .filter((element) => element.checkVisibility() && !element.closest('.visually-hidden'))
          .filter((element) => { const { left, right } = element.getBoundingClientRect(); return left < 0 || right > innerWidth; })
          .map((element) => element.outerHTML.slice(0, 200))
        """;

    // The longest words and the ones without spaces; the others are between them, and are looked at where pictures are wanted.
    private static readonly string[] Extremes = ["de", "ja"];

    public static MatrixTheoryData<string, string> States =>
        new(Pages, Pictures.AreWanted ? [.. new QuickstartUiOptions().Languages.Except(EveryPage.Languages)] : Extremes);

    [Theory]
    [MemberData(nameof(States))]
    public async Task Fits_into_a_narrow_window(string state, string language)
    {
        await using var visitor = await ArriveAsync(language);
        await PageStates.All[state](visitor);
        (await visitor.Page.EvaluateAsync<string>("() => document.documentElement.lang")).ShouldBe(language);
        await Pictures.TakeAsync(visitor.Page, $"{state}-{language}-narrow-light");
        (await visitor.Page.EvaluateAsync<string[]>(Overflowing)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_language_chosen_at_the_foot_of_a_page_stays_and_leads_nowhere_else()
    {
        await using var visitor = await ArriveAsync("en-GB");
        await visitor.Page.GotoAsync("/account/demo/sign-up?returnUrl=%2Fpasskeys");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Deutsch" }).ClickAsync();
        await Expect(visitor.Page).ToHaveTitleAsync("Konto erstellen · Demo");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Anmelden" }).ClickAsync();
        await Expect(visitor.Page).ToHaveTitleAsync("Anmelden · Demo");
        visitor.Page.Url.ShouldEndWith("?returnUrl=%2Fpasskeys");
    }

    [Fact]
    public async Task Dates_are_written_as_the_persons_own_region_writes_them()
    {
        await using var visitor = await ArriveAsync("de-AT");
        await visitor.SignUpAndInAsync();
        await visitor.OpenMyPasskeysAsync();
        var month = await visitor.Page.EvaluateAsync<string>("() => new Intl.DateTimeFormat('de-AT', { dateStyle: 'medium' }).format(new Date())");
        await Expect(visitor.Cards().Locator("time").First).ToHaveTextAsync(month);
    }

    private Task<Visitor> ArriveAsync(string language) => browser.NewVisitorAsync(new BrowserNewContextOptions
    {
        Locale = language,
        ReducedMotion = ReducedMotion.Reduce,
        ViewportSize = new ViewportSize { Width = 320, Height = 700 },
    });
}
