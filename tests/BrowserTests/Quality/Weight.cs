using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.BrowserTests.Quality;

/// <summary>What a first visit to a page transfers, everything included, with nothing kept from before. Arabic is the longest of the languages, and pool acme has a logo. The integration tests weigh all other pages, without a browser.</summary>
public sealed class Weight(BrowserFixture browser)
{
    private const int MostBytes = 60 * 1024;

    [Theory]
    [InlineData("sign-up-captcha")]
    [InlineData("passkeys-two")]
    public async Task A_first_visit_transfers_less_than_60_KB(string state)
    {
        await using var visitor = await browser.NewVisitorAsync(new BrowserNewContextOptions { Locale = "ar" });
        await PageStates.All[state](visitor);
        var page = visitor.Page.Url;
        // A browser whose requests are routed keeps nothing of what it got before.
        await visitor.Page.Context.RouteAsync("**/*", route => route.ContinueAsync());

        var requests = new List<IRequest>();
        visitor.Page.RequestFinished += (_, request) => requests.Add(request);
        await visitor.Page.GotoAsync("about:blank");
        await visitor.Page.GotoAsync(page, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        var sizes = await Task.WhenAll(requests.Select(request => request.SizesAsync()));
        requests.ShouldContain(request => request.Url.EndsWith(".css", StringComparison.Ordinal));
        sizes.Sum(size => size.ResponseHeadersSize + size.ResponseBodySize).ShouldBeInRange(1, MostBytes);
    }
}
