using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Passkeys.BrowserTests.Quality;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Pools;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Admin;

/// <summary>The page that shows how a pool is used.</summary>
public sealed class Insight(BrowserFixture browser)
{
    private const int MostBytes = 100 * 1024;

    private const string Busy = $"/admin/pools/{InsightData.BusyPool}/insight";

    [Fact]
    public async Task Charts_are_images_with_a_name_and_their_numbers_beside_them()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync(AdministratorRole.PoolAuditor(new PoolId(InsightData.BusyPool)));
        await visitor.Page.GotoAsync(Busy);

        var chart = visitor.Page.GetByRole(AriaRole.Img, new() { Name = visitor.Words["Sign-ins by method"] });
        await Expect(chart).ToBeVisibleAsync();
        (await visitor.Page.Locator("svg.chart").CountAsync()).ShouldBe(9);
        var numbers = visitor.Page.Locator("section.figure").Filter(new() { Has = chart });
        await numbers.Locator("summary").ClickAsync();
        (await numbers.Locator("tbody tr").CountAsync()).ShouldBe(30);
        await Expect(visitor.Page.GetByText("Still to move: 5 passkeys of 5 people")).ToBeVisibleAsync();
        visitor.Complaints.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_range_is_a_link_and_a_year_weighs_less_than_100_KB()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        await visitor.Page.GotoAsync(Busy);
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "365 days" }).ClickAsync();

        await Expect(visitor.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("days=365$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "365 days" })).ToHaveAttributeAsync("aria-current", "true");
        var page = await (await visitor.Page.Context.APIRequest.GetAsync(visitor.Host.Origin + Busy + "?days=365")).BodyAsync();
        page.Length.ShouldBeInRange(10_000, MostBytes);
    }

    [Fact]
    public async Task Whoever_may_not_read_the_pool_does_not_see_it()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync(AdministratorRole.PoolAdministrator(new PoolId(InsightData.QuietPool)));
        (await visitor.Page.GotoAsync(Busy))!.Status.ShouldBe(403);
        (await visitor.Page.GotoAsync($"/admin/pools/{InsightData.QuietPool}/insight"))!.Status.ShouldBe(200);
        await visitor.ShouldSeeHeadingAsync("Insight");
        await Expect(visitor.Page.GetByText("Nothing has happened here yet")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_fails_in_a_browser_comes_up_in_the_charts()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BecomeAdministratorAsync();
        await visitor.Device.RecogniseUserAsync(false);
        var reported = visitor.Page.WaitForResponseAsync("**/identity/demo/reports");
        (await visitor.Sdk.FailAsync("signIn", new { pool = "demo" })).Text("tag").ShouldBe("cancelled");
        (await reported).Status.ShouldBe(202);
        (await (await reported).Request.HeaderValueAsync("cookie")).ShouldBeNull();

        await visitor.Page.GotoAsync("/admin/pools/demo/insight");

        await Expect(visitor.Page.Locator("svg.chart text").Filter(new() { HasText = "Sign-in: cancelled" })).ToBeVisibleAsync();
    }

    // The texts are not translated yet; the direction is a matter of the page.
    [Fact]
    public async Task Where_lines_run_from_right_to_left_the_charts_do_too()
    {
        await using var visitor = await browser.NewVisitorAsync(new BrowserNewContextOptions { Locale = "ar" });
        await visitor.BecomeAdministratorAsync();
        await visitor.Page.SetViewportSizeAsync(360, 740);
        await visitor.Page.GotoAsync(Busy);

        (await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await Pictures.TakeAsync(visitor.Page, "admin-insight", "ar", "narrow", ColorScheme.Light);
        var labels = await visitor.Page.EvaluateAsync<double[]>("() => [...document.querySelectorAll('#authenticators ~ svg.chart text')].slice(0, 2).map((text) => text.getBoundingClientRect().right)");
        labels[0].ShouldBeGreaterThan(labels[1]);
    }
}
