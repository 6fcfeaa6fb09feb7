using Microsoft.AspNetCore.WebUtilities;
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
    // What reaches over an edge of the window.
    private const string Overflowing = """
        () => [...document.querySelectorAll('body *')]
          .filter((element) => element.checkVisibility() && !element.closest('.visually-hidden'))
          .filter((element) => { const { left, right } = element.getBoundingClientRect(); return left < 0 || right > innerWidth; })
          .map((element) => element.outerHTML.slice(0, 200))
        """;

    private const string RightToLeft = "ar";

    private static readonly string[] Languages = [.. new QuickstartUiOptions().Languages.Except(["en"])];

    /// <summary>One state of each kind of page that an address alone leads to; it is opened once, and then by the same address in each language.</summary>
    public static TheoryData<string> Pages => ["home", "choose-pool", "sign-in", "sign-up-captcha", "sign-up-closed", "activate", "enrol", "recover", "sign-in-moved", "passkeys-two", "passkeys-password", "add-passkey-moved", "sign-out", "not-found", "sign-in-is-it-you", "sign-in-which-account", "consent", "apps", "add-passkey", "error-for-app"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Fits_into_a_narrow_window_and_is_usable_from_right_to_left(string state)
    {
        await using var visitor = await ArriveAsync(Languages[0]);
        await PageStates.All[state](visitor);
        var address = visitor.Page.Url;
        await ShouldFitAsync(visitor.Page, state, Languages[0]);
        foreach (var language in Languages.Skip(1))
        {
            await visitor.Page.GotoAsync(QueryHelpers.AddQueryString(address, "ui_locales", language));
            await visitor.Page.WaitForFunctionAsync("() => !document.querySelector('main [aria-busy]')");
            await ShouldFitAsync(visitor.Page, state, language);
            if (language == RightToLeft)
                (await Axe.FindAsync(visitor.Page)).ShouldBeEmpty($"{state}, {language}");
        }
        visitor.Complaints.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dialog_fits_into_a_narrow_window_and_is_usable_from_right_to_left()
    {
        await using var visitor = await ArriveAsync(RightToLeft);
        await PageStates.All["passkeys-remove-last"](visitor);
        await ShouldFitAsync(visitor.Page, "passkeys-remove-last", RightToLeft);
        (await Axe.FindAsync(visitor.Page)).ShouldBeEmpty();
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

    private static async Task ShouldFitAsync(IPage page, string state, string language)
    {
        (await page.EvaluateAsync<string>("() => document.documentElement.lang")).ShouldBe(language, state);
        await Pictures.TakeAsync(page, state, language, "narrow", ColorScheme.Light);
        (await page.EvaluateAsync<string[]>(Overflowing)).ShouldBeEmpty($"{state}, {language}");
    }

    private Task<Visitor> ArriveAsync(string language) => browser.NewVisitorAsync(new BrowserNewContextOptions
    {
        Locale = language,
        ReducedMotion = ReducedMotion.Reduce,
        ViewportSize = new ViewportSize { Width = 320, Height = 700 },
    });
}
