using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.BrowserTests.Quality;

/// <summary>What holds for every page in every state. It leaves pictures of them where it is told to. Three classes, so that they run side by side.</summary>
public abstract class EveryPage(BrowserFixture browser)
{
    // Where a person comes who is signed in.
    private static readonly string[] Personal = ["home-signed-in", "passkeys", "apps", "add-passkey", "consent", "sign-out", "sign-in-is-it-you", "sign-in-which-account", "admin-"];

    // Scripts, styles and handlers that stand in the page itself.
    private const string Inline = """
        () => [...document.querySelectorAll('*')]
          .filter((element) => element.matches('script:not([src]), style, [style]') || [...element.attributes].some(({ name }) => name.startsWith('on')))
          .map((element) => element.outerHTML.slice(0, 200))
        """;

    // Addresses below this host that the server did not turn into paths.
    private const string Unresolved = """
        () => [...document.querySelectorAll(':is([href^="~"], [src^="~"], [action^="~"], [formaction^="~"])')].map((element) => element.outerHTML.slice(0, 200))
        """;

    // Which elements are shown, one letter each.
    private const string Shown = "() => [...document.body.querySelectorAll('*')].map((element) => (element.checkVisibility() ? 'x' : '-')).join('')";

    // The rules whose answer depends on colours, and those whose answer depends on where things stand.
    private static readonly string[] OfColours = ["color-contrast", "link-in-text-block"];
    private static readonly string[] OfPlaces = ["target-size", "scrollable-region-focusable"];

    // The language of the states that a person comes into by steps; EveryLanguage looks at the others.
    private const string Language = "en";

    protected static TheoryData<string> StatesOf(bool personal) => [.. PageStates.All.Keys.Where(state => Personal.Any(page => state.StartsWith(page, StringComparison.Ordinal)) == personal)];

    protected static bool IsOfAdministration(string state) => state.StartsWith("admin-", StringComparison.Ordinal);

    internal static Task<Visitor> ArriveAsync(BrowserFixture browser) =>
        browser.NewVisitorAsync(new BrowserNewContextOptions { ReducedMotion = ReducedMotion.Reduce, Locale = Language });

    protected async Task ShouldBeUsableAsync(string state)
    {
        await using var visitor = await ArriveAsync(browser);
        await ShouldBeUsableAsync(state, visitor);
    }

    protected static async Task ShouldBeUsableAsync(string state, Visitor visitor)
    {
        var page = visitor.Page;
        await PageStates.All[state](visitor);
        (await page.EvaluateAsync<string>("() => document.documentElement.lang")).ShouldBe(Language);
        // Before anything that a test does to the page: a picture hides the caret by a style.
        (await page.EvaluateAsync<string[]>(Inline)).ShouldBeEmpty();
        (await page.EvaluateAsync<string[]>(Unresolved)).ShouldBeEmpty();

        await page.SetViewportSizeAsync(1280, 800);
        await LookAsync(visitor, state, "wide", ColorScheme.Light, rules: null);
        // What does not depend on colours was looked at in light.
        await LookAsync(visitor, state, "wide", ColorScheme.Dark, OfColours);
        var shown = await page.EvaluateAsync<string>(Shown);

        await page.SetViewportSizeAsync(360, 740);
        // What does not depend on places was looked at in a wide window, unless other things are shown in a narrow one.
        await LookAsync(visitor, state, "narrow", ColorScheme.Light, await page.EvaluateAsync<string>(Shown) == shown ? OfPlaces : null);
        await Pictures.TakeAsync(page, state, Language, "narrow", ColorScheme.Dark);

        if (Tabbing.Fits(state))
            await Tabbing.ShouldReachEverythingAsync(page);
        // Violations of the content security policy are errors of the console.
        visitor.Complaints.All.ShouldBeEmpty();
    }

    private static async Task LookAsync(Visitor visitor, string state, string window, ColorScheme scheme, string[]? rules)
    {
        await visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await Pictures.TakeAsync(visitor.Page, state, Language, window, scheme);
        (await Axe.FindAsync(visitor.Page, rules)).ShouldBeEmpty($"{state}, {window}, {scheme}");
        (await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue($"{state} is wider than a {window} window.");
    }
}

/// <summary>The pages for everybody.</summary>
public sealed class EveryOpenPage(BrowserFixture browser) : EveryPage(browser)
{
    public static TheoryData<string> States => StatesOf(personal: false);

    [Theory]
    [MemberData(nameof(States))]
    public Task Is_usable_by_everyone_in_light_and_dark_wide_and_narrow_and_by_keyboard(string state) => ShouldBeUsableAsync(state);
}

/// <summary>The pages of a person who is signed in.</summary>
public sealed class EveryPersonalPage(BrowserFixture browser) : EveryPage(browser)
{
    public static TheoryData<string> States => [.. StatesOf(personal: true).Where(row => !IsOfAdministration(row.Data)).Select(row => row.Data)];

    [Theory]
    [MemberData(nameof(States))]
    public Task Is_usable_by_everyone_in_light_and_dark_wide_and_narrow_and_by_keyboard(string state) => ShouldBeUsableAsync(state);
}

/// <summary>The pages of the administration. One administrator goes from each to the next.</summary>
public sealed class EveryAdminPage(BrowserFixture browser, OneAdministrator one) : EveryPage(browser), IClassFixture<OneAdministrator>
{
    // Where somebody has no role or another one, or where the sign-in is an hour ago.
    private static readonly string[] OfOthers = ["admin-forbidden", "admin-settings-read-only", "admin-step-up"];

    public static TheoryData<string> States => [.. StatesOf(personal: true).Where(row => IsOfAdministration(row.Data)).Select(row => row.Data)];

    [Theory]
    [MemberData(nameof(States))]
    public async Task Is_usable_by_everyone_in_light_and_dark_wide_and_narrow_and_by_keyboard(string state)
    {
        if (OfOthers.Contains(state))
            await ShouldBeUsableAsync(state);
        else
            await ShouldBeUsableAsync(state, await one.ComeBackAsync());
    }
}

/// <summary>A visitor who is an administrator for as long as a class of tests takes.</summary>
public sealed class OneAdministrator(BrowserFixture browser) : IAsyncLifetime
{
    private Visitor? _visitor;

    public async ValueTask InitializeAsync()
    {
        _visitor = await EveryPage.ArriveAsync(browser);
        await _visitor.BecomeAdministratorAsync();
    }

    /// <summary>The administrator, in a wide light window, without a complaint about what was before.</summary>
    public async Task<Visitor> ComeBackAsync()
    {
        await _visitor!.Page.SetViewportSizeAsync(1280, 720);
        await _visitor.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        _visitor.Complaints.Forget();
        return _visitor;
    }

    public ValueTask DisposeAsync() => _visitor?.DisposeAsync() ?? ValueTask.CompletedTask;
}
