using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Passkeys.BrowserTests.Quality;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Pages;

/// <summary>samples/PlainPage, as the host in Development shows it.</summary>
public sealed class WithoutSdk(BrowserFixture browser)
{
    [Fact]
    public async Task The_whole_flow_works_by_hand()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.GotoAsync("/plain");
        await visitor.Page.GetByLabel("E-mail address").FillAsync(visitor.Identifier);
        await PressAsync(visitor, "Sign up", "\"passkey\"");
        await PressAsync(visitor, "Sign in", "\"redirect\"");
        await PressAsync(visitor, "Add a passkey", "InvalidStateError");
        await PressAsync(visitor, "List my passkeys", "\"total\": 1");
        await PressAsync(visitor, "Remove the newest", "last_credential");
        (await Axe.FindAsync(visitor.Page)).ShouldBeEmpty();
        visitor.Complaints.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_keeps_its_lines_and_fits_a_phone()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.SetViewportSizeAsync(360, 740);
        await visitor.Page.GotoAsync("/plain");
        await visitor.Page.GetByLabel("E-mail address").FillAsync(visitor.Identifier);
        await PressAsync(visitor, "Sign up", "\"passkey\"");
        (await visitor.Page.Locator("output").InnerTextAsync()).ShouldStartWith("{\n  \"passkey\"");
        (await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360);
    }

    private static async Task PressAsync(Visitor visitor, string button, string answer)
    {
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Expect(visitor.Page.Locator("output")).ToContainTextAsync(answer);
    }
}
