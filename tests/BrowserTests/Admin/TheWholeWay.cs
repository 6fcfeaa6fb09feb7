using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Admin;

/// <summary>An administrator begins with nothing but the link that a new host prints, which works once: no other test may use it. They read no code.</summary>
public sealed class TheWholeWay(BrowserFixture browser)
{
    private readonly string _pool = $"whole-{Guid.CreateVersion7():N}";

    [Fact]
    public async Task From_the_link_of_the_first_start_to_a_pool_with_a_look_of_its_own()
    {
        await using var administrator = await browser.NewVisitorAsync();

        await EnrolByFirstLinkAsync(administrator);
        await FindAdministrationAsync(administrator);
        await administrator.CreatePoolAsync(_pool, "Garden club", "Employees");
        await administrator.BrandPoolAsync(_pool, "#7a1fa2");
        await SeeItInHistoryAsync(administrator);

        administrator.Complaints.All.ShouldBeEmpty();
    }

    private static async Task EnrolByFirstLinkAsync(Visitor administrator)
    {
        await administrator.Page.GotoAsync(await administrator.Host.EnrolmentPathAsync());
        administrator.Page.Url.ShouldNotContain("code=");
        await administrator.PressAsync("Create a passkey");
        await administrator.ShouldSeeHeadingAsync("Your passkey is ready");
        await administrator.PressAsync("Sign in now");
        await administrator.ShouldBeAtMyPasskeysAsync();
        await Expect(administrator.Page.GetByText("Administrator", new() { Exact = true })).ToBeVisibleAsync();
    }

    private static async Task FindAdministrationAsync(Visitor administrator)
    {
        await administrator.Page.GetByRole(AriaRole.Link, new() { Name = administrator.Words["Administration"] }).ClickAsync();
        await administrator.ShouldSeeHeadingAsync("Pools");
    }

    private async Task SeeItInHistoryAsync(Visitor administrator)
    {
        await administrator.Page.GotoAsync($"/admin/pools/{_pool}/history");
        await Expect(administrator.Page.GetByRole(AriaRole.Table).First).ToContainTextAsync("#7a1fa2");
    }
}
