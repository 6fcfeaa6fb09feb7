using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Pages;

public sealed class WithoutJavaScript(BrowserFixture browser)
{
    [Theory]
    [InlineData("/account/demo/sign-in")]
    [InlineData("/account/demo/sign-up")]
    [InlineData("/account/acme/activate")]
    [InlineData("/account/staff/enrol")]
    [InlineData("/account/demo/recover")]
    public async Task A_page_says_what_it_needs(string path)
    {
        await using var visitor = await browser.NewVisitorAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visitor.Page.GotoAsync(path);
        var notice = visitor.Page.Locator("noscript .title");
        await Expect(notice).ToBeVisibleAsync();
        await Expect(notice).ToHaveTextAsync("This page needs JavaScript");
    }
}
