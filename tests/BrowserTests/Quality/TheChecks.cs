using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.BrowserTests.Quality;

/// <summary>A check that never finds anything would pass as well.</summary>
public sealed class TheChecks(BrowserFixture browser)
{
    [Theory]
    [InlineData("label", "<input type='text'>")]
    [InlineData("color-contrast", "<p style='color: #777; background: #666'>hardly to be read</p>")]
    public async Task Axe_finds_what_is_wrong(string rule, string wrong)
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.SetContentAsync($"<html lang='en'><title>Wrong</title><main><h1>Wrong</h1>{wrong}</main>");
        (await Axe.FindAsync(visitor.Page, [rule])).ShouldHaveSingleItem().ShouldStartWith(rule);
    }

    [Theory]
    [InlineData("target-size", "<p><button style='width: 9px; height: 9px; padding: 0'>a</button><button style='width: 9px; height: 9px; padding: 0'>b</button></p>")]
    [InlineData("heading-order", "<h4>Deep</h4>")]
    public async Task Axe_is_asked_for_WCAG_22_and_for_good_practice(string rule, string wrong)
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.SetContentAsync($"<html lang='en'><title>Wrong</title><main><h1>Wrong</h1>{wrong}</main>");
        (await Axe.FindAsync(visitor.Page)).ShouldContain(finding => finding.StartsWith(rule, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("console.error('broken')", "broken")]
    [InlineData("document.body.setAttribute('onclick', 'x()'); document.body.click()", "Content Security Policy")]
    [InlineData("new Image().src = 'http://elsewhere.test/'", "Content Security Policy")]
    public async Task A_complaint_of_the_browser_is_noticed(string script, string complaint)
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.GotoAsync("/");
        await visitor.Page.RunAndWaitForConsoleMessageAsync(() => visitor.Page.EvaluateAsync(script));
        visitor.Complaints.All.ShouldContain(text => text.Contains(complaint, StringComparison.Ordinal));
    }
}
