using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>acr_values=tenant:{pool}.</summary>
public sealed class PoolRestriction(ContractHost host) : CodeFlowCase(host)
{
    [Fact]
    public async Task Lets_people_of_the_pool_in()
    {
        using var browser = await NewBrowserAsync();

        ((string?)Tokens.ClaimsOf((await SignInAsync(browser, ("acr_values", "tenant:demo"))).Id!)["pool"]).ShouldBe(DemoPool);
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("staff")]
    public async Task Counts_nobody_of_another_pool_as_signed_in(string pool)
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        (await AuthorizeAsync(browser, ("acr_values", "tenant:" + pool), ("prompt", "none"))).Error.ShouldBe("login_required");
    }

    [Fact]
    public async Task Asks_in_the_pool_that_is_named()
    {
        using var browser = NewStrangersBrowser();

        (await AuthorizeAsync(browser, ("acr_values", "tenant:acme"))).Address.AbsolutePath.ShouldBe("/account/acme/sign-in");
    }

    [Theory]
    [InlineData("tenant:no-such-pool")]
    [InlineData("tenant:../demo")]
    public async Task Gives_no_code_for(string acrValues)
    {
        using var browser = await NewBrowserAsync();
        await browser.SignInAsync();
        browser.Phone = null;

        (await AuthorizeAsync(browser, ("acr_values", acrValues))).Answer.ShouldNotContainKey("code");
    }
}
