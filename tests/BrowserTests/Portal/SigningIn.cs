using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Portal;

/// <summary>From an application to its signed-in page.</summary>
public sealed class SigningIn(BrowserFixture browser)
{
    [Fact]
    public async Task With_a_cookie_that_somebody_planted_leaves_that_session_alone()
    {
        await using var attacker = await browser.NewVisitorAsync();
        await attacker.SignUpAsync();
        await attacker.SignInAtAsync(browser.Portal);
        var planted = (await attacker.Page.Context.CookiesAsync([browser.Portal.Origin])).Single(cookie => cookie.Name == "portal");
        await using var victim = await browser.NewVisitorAsync();
        await victim.SignUpAsync();
        await victim.Page.Context.AddCookiesAsync([new Cookie { Name = planted.Name, Value = planted.Value, Url = browser.Portal.Origin }]);
        await victim.Page.GotoAsync(browser.Portal.Origin + "/sign-in?pool=demo");
        await victim.ShouldBeSignedInAtAsync(browser.Portal);
        await Expect(victim.Claim("email")).ToContainTextAsync(victim.Identifier);
        await attacker.Page.ReloadAsync();
        await Expect(attacker.Claim("email")).ToContainTextAsync(attacker.Identifier);
    }

    [Fact]
    public async Task A_passkey_picked_in_the_field_signs_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync("Ada Lovelace");
        await visitor.SignInAtAsync(browser.Portal);
        await Expect(visitor.Claim("email")).ToHaveTextAsync(visitor.Identifier);
        await Expect(visitor.Claim("name")).ToHaveTextAsync("Ada Lovelace");
        await Expect(visitor.Claim("pool")).ToHaveTextAsync("demo");
        await Expect(visitor.Claim("acr")).ToHaveTextAsync("phr");
    }

    [Fact]
    public async Task The_button_signs_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.OfferNothingInFieldsAsync();
        await visitor.BeginAtAsync(browser.Portal);
        await visitor.PressAtSignInAsync();
        await visitor.ShouldBeSignedInAtAsync(browser.Portal);
    }

    [Fact]
    public async Task The_address_signs_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.OfferNothingInFieldsAsync();
        await visitor.BeginAtAsync(browser.Portal);
        await visitor.ShouldBeAtSignInOfAsync("demo");
        await visitor.Field("E-mail address").FillAsync(visitor.Identifier);
        await visitor.PressAtSignInAsync("Continue");
        await visitor.ShouldBeSignedInAtAsync(browser.Portal);
    }

    [Fact]
    public async Task Of_two_authenticators_the_one_that_is_touched_signs_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        var (key, _) = await visitor.AddKeyAsync();
        await visitor.Page.GotoAsync("/account/sign-out");
        await visitor.PressAsync("Sign out");
        await visitor.ShouldSeeHeadingAsync("You are signed out");
        await visitor.Device.BeTouchedAsync(false);
        await visitor.OfferNothingInFieldsAsync();
        await visitor.BeginAtAsync(browser.Portal);
        await visitor.PressAtSignInAsync();
        await visitor.PressAsync("Not now");
        await visitor.ShouldBeSignedInAtAsync(browser.Portal);
        (await key.CredentialsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_is_signed_in_already_is_asked_nothing()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.Device.DisconnectAsync();
        await visitor.SignInAtAsync(browser.Portal);
    }

    [Fact]
    public async Task Without_a_pool_the_person_chooses_one()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.Page.GotoAsync(browser.Portal.Origin + "/");
        await visitor.Link("Sign in").ClickAsync();
        await visitor.Link("Demo").ClickAsync();
        await visitor.ShouldBeSignedInAtAsync(browser.Portal);
    }

    [Fact]
    public async Task The_page_says_which_application_it_is_for()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BeginAtAsync(browser.Portal);
        await Expect(visitor.Page.GetByText("Demo portal").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_turns_back_is_told_at_the_application()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.BeginAtAsync(browser.Portal);
        await visitor.PressAtSignInAsync("Back to Demo portal");
        await visitor.Page.WaitForURLAsync(browser.Portal.Origin + "/sign-in-failed**");
        await visitor.ShouldReadAsync("You did not finish signing in");
    }

    [Fact]
    public async Task Who_cancels_at_the_device_can_try_again()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.OfferNothingInFieldsAsync();
        await visitor.BeginAtAsync(browser.Portal);
        await visitor.Device.RecogniseUserAsync(false);
        await visitor.PressAtSignInAsync();
        await visitor.ShouldReadAsync("Nothing has happened");
        await visitor.Device.RecogniseUserAsync(true);
        await visitor.PressAtSignInAsync();
        await visitor.ShouldBeSignedInAtAsync(browser.Portal);
    }

    [Fact]
    public async Task A_device_that_waits_too_long_gives_up_and_can_be_asked_again()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.OfferNothingInFieldsAsync();
        // The options as the host gives them, but with a second of patience.
        await visitor.Page.RouteAsync("**/login/webauthn/options", async route =>
        {
            var answer = await route.FetchAsync();
            var options = System.Text.Json.Nodes.JsonNode.Parse(await answer.TextAsync())!;
            options["publicKey"]!["timeout"] = 1000;
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = options.ToJsonString() });
        });
        await visitor.BeginAtAsync(browser.Portal);
        await visitor.Device.BeTouchedAsync(false);
        await visitor.PressAtSignInAsync();
        await Expect(visitor.Page.GetByText("Try again").First).ToBeVisibleAsync();
        await visitor.Device.BeTouchedAsync(true);
        await visitor.PressAtSignInAsync();
        await visitor.ShouldBeSignedInAtAsync(browser.Portal);
    }

    [Fact]
    public async Task Without_any_authenticator_the_page_says_what_else_there_is()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Device.DisconnectAsync();
        await visitor.BeginAtAsync(browser.Portal);
        await Expect(visitor.Page.GetByText("No passkey on this device?")).ToBeVisibleAsync();
        await Expect(visitor.Link("Create an account").First).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_browser_without_passkeys_is_told()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.AddInitScriptAsync("delete window.PublicKeyCredential");
        await visitor.BeginAtAsync(browser.Portal);
        await visitor.ShouldReadAsync("Passkeys do not work here");
    }

    [Fact]
    public async Task Without_JavaScript_the_portal_works_and_the_sign_in_says_what_it_needs()
    {
        await using var visitor = await browser.NewVisitorAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        await visitor.BeginAtAsync(browser.Portal);
        await Expect(visitor.Page.Locator("noscript .title")).ToHaveTextAsync("This page needs JavaScript");
    }

    [Fact]
    public async Task Two_tabs_can_sign_in_at_a_time()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.OfferNothingInFieldsAsync();
        await visitor.BeginAtAsync(browser.Portal);
        await visitor.ShouldBeAtSignInOfAsync("demo");
        var second = await visitor.Page.Context.NewPageAsync();
        await second.GotoAsync(browser.Portal.Origin + "/sign-in?pool=demo");
        await visitor.PressAtSignInAsync();
        await visitor.ShouldBeSignedInAtAsync(browser.Portal);
        await second.ReloadAsync();
        await second.GotoAsync(browser.Portal.Origin + "/");
        await Expect(second.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "You are signed in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_back_button_leads_to_no_error()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.OfferNothingInFieldsAsync();
        await visitor.BeginAtAsync(browser.Portal);
        await visitor.PressAtSignInAsync();
        await visitor.ShouldBeSignedInAtAsync(browser.Portal);
        await visitor.Page.GoBackAsync();
        await Expect(visitor.Page.GetByText("cannot go on")).ToHaveCountAsync(0);
        await visitor.Page.GoForwardAsync();
        await visitor.ShouldBeSignedInAtAsync(browser.Portal);
    }

    [Fact]
    public async Task An_answer_that_another_issuer_gave_is_refused()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        var answer = await visitor.RedirectOfAsync(await visitor.RedirectOfAsync(browser.Portal.Origin + "/sign-in?pool=demo"));
        answer.ShouldContain("code=");
        await visitor.Page.GotoAsync(answer.Replace("iss=", "iss=http%3A%2F%2Fevil.example&was=", StringComparison.Ordinal));
        await visitor.ShouldSeeHeadingAsync("That did not work");
        await visitor.ShouldBeSignedOutAtAsync(browser.Portal);
    }
}
