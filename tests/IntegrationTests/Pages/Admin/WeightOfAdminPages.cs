using Passkeys.IdentityServer.Administrators;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Pages.Admin;

/// <summary>What a first visit to each page of the administration transfers, with nothing kept from before.</summary>
public sealed class WeightOfAdminPages(GateVisitors visitors) : IClassFixture<GateVisitors>
{
    private const int MostBytes = 100 * 1024;

    [Fact]
    public async Task Each_is_less_than_100_KB()
    {
        var (browser, _) = await visitors.ArriveAsync(AdministratorRole.Platform);
        var heavy = new List<string>();
        foreach (var page in await GatePage.AllOfAsync(visitors.Host))
        {
            var address = page.AddressOf("acme");
            var sizes = await browser.WeighAsync(address);
            TestContext.Current.TestOutputHelper!.WriteLine($"{sizes.Values.Sum()} {address}");
            if (sizes.Values.Sum() >= MostBytes)
                heavy.Add($"{sizes.Values.Sum()} {address}");
        }
        heavy.ShouldBeEmpty();
    }
}
