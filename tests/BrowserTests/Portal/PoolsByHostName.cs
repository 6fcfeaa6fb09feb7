using Passkeys.BrowserTests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Portal;

/// <summary>One host by two names: the portal of acme sends people to acme.localhost.</summary>
public sealed class PoolsByHostName(BrowserFixture browser)
{
    [Fact]
    public async Task A_person_signs_up_and_in_by_the_name_of_the_pool()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await SignUpAtAcmeAsync(visitor);
        await Expect(visitor.Claim("iss")).ToHaveTextAsync(browser.Host.OriginAs("acme.localhost"));
        await Expect(visitor.Claim("pool")).ToHaveTextAsync("acme");
    }

    [Fact]
    public async Task A_sign_in_by_one_name_is_none_by_the_other()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await SignUpAtAcmeAsync(visitor);
        await visitor.Device.BeTouchedAsync(false);
        await visitor.BeginAtAsync(browser.Portal, "acme");
        await visitor.ShouldBeAtSignInOfAsync("acme");
        await Expect(visitor.Button("Sign in with a passkey")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_person_of_one_pool_is_nobody_in_the_other()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.Device.BeTouchedAsync(false);
        await visitor.BeginAtAsync(browser.Portal, "acme");
        await visitor.ShouldBeAtSignInOfAsync("acme");
    }

    private async Task SignUpAtAcmeAsync(Visitor visitor)
    {
        await visitor.Page.GotoAsync(browser.AcmePortal.Origin + "/sign-in?create=true&pool=acme");
        await visitor.Field("E-mail address").FillAsync(visitor.Identifier);
        await visitor.Field("Are you a person?").FillAsync("captcha-ok");
        await visitor.PressAsync("Continue");
        await visitor.PressAsync("Create a passkey");
        await visitor.ShouldSeeHeadingAsync("Look into your mail");
        await visitor.Field("Code from the mail").FillAsync(visitor.Host.Mail.Code(visitor.Identifier, "activation"));
        await visitor.PressAsync("Confirm");
        await visitor.PressAsync("Sign in now");
        await visitor.ShouldBeSignedInAtAsync(browser.AcmePortal);
    }
}
