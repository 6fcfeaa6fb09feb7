using Passkeys.BrowserTests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Portal;

/// <summary>From an application to an account, and back as its person (prompt=create).</summary>
public sealed class SigningUp(BrowserFixture browser)
{
    [Fact]
    public async Task A_person_without_an_account_makes_one_and_comes_back_signed_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(browser.Portal.Origin + "/");
        await visitor.Link("Create an account").ClickAsync();
        await visitor.Link("Demo").ClickAsync();
        await visitor.EnterAddressAtSignUpAsync();
        await visitor.PressAsync("Create a passkey");
        await visitor.ShouldSeeHeadingAsync("Your passkey is ready");
        await visitor.PressAsync("Sign in now");
        await visitor.ShouldBeSignedInAtAsync(browser.Portal);
        await Expect(visitor.Claim("email")).ToHaveTextAsync(visitor.Identifier);
    }

    [Fact]
    public async Task Where_the_pool_wants_it_a_code_from_the_mail_comes_before()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(browser.Portal.Origin + "/sign-in?create=true&pool=acme");
        await visitor.Field("Are you a person?").FillAsync("captcha-ok");
        await visitor.EnterAddressAtSignUpAsync();
        await visitor.PressAsync("Create a passkey");
        await visitor.ShouldSeeHeadingAsync("Look into your mail");
        await visitor.Field("Code from the mail").FillAsync(visitor.Host.Mail.Code(visitor.Identifier, "activation"));
        await visitor.PressAsync("Confirm");
        await visitor.PressAsync("Sign in now");
        await visitor.ShouldBeSignedInAtAsync(browser.Portal);
        await Expect(visitor.Claim("pool")).ToHaveTextAsync("acme");
    }
}
