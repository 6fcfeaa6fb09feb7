using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.BrowserTests.Quality;

public sealed class Weight(BrowserFixture browser)
{
    private const int MostBytes = 60 * 1024;

    [Theory]
    [InlineData("/")]
    [InlineData("/account/demo/sign-in")]
    [InlineData("/account/acme/sign-up")]
    [InlineData("/account/staff/enrol")]
    [InlineData("/passkeys")]
    public async Task A_first_visit_transfers_less_than_60_KB(string path)
    {
        await using var visitor = await browser.NewVisitorAsync();
        if (path == "/passkeys")
            await visitor.SignUpAndInAsync();
        await visitor.Device.DisconnectAsync();

        var requests = new List<IRequest>();
        visitor.Page.RequestFinished += (_, request) => requests.Add(request);
        await visitor.Page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        var sizes = await Task.WhenAll(requests.Select(request => request.SizesAsync()));
        sizes.Sum(size => size.ResponseHeadersSize + size.ResponseBodySize).ShouldBeInRange(1, MostBytes);
    }
}
