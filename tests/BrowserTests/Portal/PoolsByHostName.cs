using Passkeys.BrowserTests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Portal;

/// <summary>One host by several names, each with a pool of its own: the portal of acme sends people to acme.localhost.</summary>
public sealed class PoolsByHostName(BrowserFixture browser)
{
    [Fact]
    public async Task The_name_says_which_pool_it_is()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await SignUpAtAcmeAsync(visitor);
        await Expect(visitor.Claim("iss")).ToHaveTextAsync(browser.Host.OriginAs("acme.localhost"));
        await Expect(visitor.Claim("pool")).ToHaveTextAsync("acme-shop");
    }

    [Fact]
    public async Task A_sign_in_by_one_name_is_none_by_another()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await SignUpAtAcmeAsync(visitor);
        await visitor.BeginAtAsync(browser.Portal);
        await visitor.ShouldBeAtSignInOfAsync("demo");
        await Expect(visitor.Button("Sign in with a passkey")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_passkey_of_one_name_is_not_offered_by_another()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.OfferNothingInFieldsAsync();
        await visitor.Page.GotoAsync(browser.AcmePortal.Origin + "/sign-in");
        await visitor.PressAtSignInAsync();
        await visitor.ShouldReadAsync("Nothing has happened");
    }

    [Fact]
    public async Task A_sign_out_by_one_name_ends_the_session_at_its_portal()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await SignUpAtAcmeAsync(visitor);
        await visitor.PressAsync("Sign out everywhere");
        await visitor.ShouldReadAsync("You are signed out everywhere");
    }

    private async Task SignUpAtAcmeAsync(Visitor visitor)
    {
        await visitor.Page.GotoAsync(browser.AcmePortal.Origin + "/sign-in?create=true");
        await visitor.EnterAddressAtSignUpAsync();
        await visitor.PressAsync("Create a passkey");
        await visitor.PressAsync("Sign in now");
        await visitor.ShouldBeSignedInAtAsync(browser.AcmePortal);
    }
}
