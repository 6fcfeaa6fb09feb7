using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.BrowserTests.Pages;

/// <summary>A pool whose pages have a new address, and whose people have passkeys of the former one.</summary>
public sealed class AfterAMove(BrowserFixture browser)
{
    [Fact]
    public async Task The_passkey_of_the_former_address_signs_in_and_a_new_one_is_asked_for()
    {
        await browser.Host.AddPoolAsync("movers", "shop.localhost");
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Sdk.OpenAsync(browser.Host.OriginAs("shop.localhost"));
        var started = await visitor.Sdk.CallAsync("startSignUp", new { pool = "movers", identifier = visitor.Identifier });
        await visitor.Sdk.CallAsync("register", new { pool = "movers", signup = started.Text("signup") });

        await browser.Host.MovePoolAsync("movers", "new.shop.localhost");
        await visitor.OfferNothingInFieldsAsync();
        await visitor.Page.GotoAsync(browser.Host.OriginAs("new.shop.localhost") + "/account/movers/sign-in");
        await visitor.PressAsync("Use my passkey of shop.localhost");
        await visitor.ShouldSeeHeadingAsync("Make a passkey for the new address?");
        await visitor.PressAsync("Add a passkey");
        await visitor.ShouldSeeHeadingAsync("Your passkey is ready");
        (await visitor.Device.CredentialsAsync()).Select(credential => credential.Text("rpId")).Order().ShouldBe(["new.shop.localhost", "shop.localhost"]);
    }
}
