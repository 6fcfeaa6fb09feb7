using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Pages;

/// <summary>What a person meets whom an application sends.</summary>
public sealed class ForAnApp(BrowserFixture browser)
{
    [Fact]
    public async Task A_passkey_picked_in_the_field_leads_back_to_the_application()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.SendWithRequestAsync();
        await visitor.ShouldBeBackWithAsync("code=");
    }

    [Fact]
    public async Task Going_back_tells_the_application_no()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Device.BeTouchedAsync(false);
        await visitor.SendWithRequestAsync();
        await visitor.PressAsync("Back to Demo portal");
        await visitor.ShouldBeBackWithAsync("error=access_denied");
    }

    [Fact]
    public async Task The_chosen_pool_is_gone_to_the_next_time()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Device.BeTouchedAsync(false);
        await visitor.SendWithRequestAsync(("acr_values", ""));
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Acme" }).ClickAsync();
        await visitor.ShouldSeeHeadingAsync("Sign in to Acme");
        await visitor.SendWithRequestAsync(("acr_values", ""));
        await visitor.ShouldSeeHeadingAsync("Sign in to Acme");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Choose another place" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Demo" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task One_press_confirms_who_is_signed_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.SendWithRequestAsync(("prompt", "login"));
        await Expect(visitor.Page.GetByText(visitor.Identifier)).ToBeVisibleAsync();
        await visitor.PressAsync("Confirm with a passkey");
        await visitor.ShouldBeBackWithAsync("code=");
    }

    [Fact]
    public async Task A_device_that_does_not_recognise_its_person_confirms_nothing()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.SendWithRequestAsync(("prompt", "login"));
        await visitor.Device.RecogniseUserAsync(false);
        await visitor.PressAsync("Confirm with a passkey");
        await visitor.ShouldReadAsync("Nothing has happened");
    }

    [Fact]
    public async Task Instead_of_confirming_another_account_may_be_used()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.OfferNothingInFieldsAsync();
        await visitor.SendWithRequestAsync(("prompt", "login"));
        await visitor.PressAsync("Use another account");
        await Expect(visitor.Field("E-mail address")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_is_signed_in_goes_on_when_an_account_is_to_be_chosen()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        await visitor.SendWithRequestAsync(("prompt", "select_account"));
        await visitor.PressAsync($"Continue as {visitor.Identifier}");
        await visitor.ShouldBeBackWithAsync("code=");
    }

    [Fact]
    public async Task A_sign_up_for_an_application_ends_there()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SendWithRequestAsync(("prompt", "create"));
        await visitor.Field("E-mail address").FillAsync(visitor.Identifier);
        await visitor.PressAsync("Continue");
        await visitor.PressAsync("Create a passkey");
        await visitor.PressAsync("Sign in now");
        await visitor.ShouldBeBackWithAsync("code=");
    }

    [Fact]
    public async Task What_is_allowed_leads_back_to_the_application()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.AllowAsync();
    }

    [Fact]
    public async Task What_is_not_allowed_is_told_to_the_application()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.ComeToConsentAsync();
        await visitor.PressAsync("Don’t allow");
        await visitor.ShouldBeBackWithAsync("error=access_denied");
    }

    [Fact]
    public async Task Consent_needs_no_script()
    {
        await using var scripted = await browser.NewVisitorAsync();
        await scripted.SignUpAndInAsync();
        await using var visitor = await browser.NewVisitorAsync(new BrowserNewContextOptions { JavaScriptEnabled = false, StorageState = await scripted.Page.Context.StorageStateAsync() });
        await visitor.SendWithRequestAsync(("prompt", "consent"));
        await visitor.PressAllowAsync();
        await visitor.ShouldBeBackWithAsync("code=");
    }

    [Fact]
    public async Task Whoever_signed_out_in_another_tab_is_asked_to_sign_in_and_not_to_consent()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.OfferNothingInFieldsAsync();
        await visitor.ComeToConsentAsync();
        var tab = await visitor.Page.Context.NewPageAsync();
        await tab.GotoAsync("/account/sign-out");
        await tab.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(tab.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
        await visitor.PressAllowAsync();
        await visitor.ShouldSeeHeadingAsync("Sign in to Demo");
    }

    [Fact]
    public async Task The_back_button_leads_to_a_sign_in_that_works()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.OfferNothingInFieldsAsync();
        await visitor.SendWithRequestAsync();
        await visitor.ShouldSeeHeadingAsync("Sign in to Demo");
        await visitor.Page.GotoAsync("/");
        await visitor.Page.GoBackAsync();
        await visitor.PressAsync("Sign in with a passkey");
        await visitor.ShouldBeBackWithAsync("code=");
    }

    [Fact]
    public async Task A_passkey_of_another_device_leads_to_one_for_this_device()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignInByAnotherDeviceAsync();
        await visitor.PressAsync("Add a passkey");
        await visitor.ShouldSeeHeadingAsync("Your passkey is ready");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Go on" }).ClickAsync();
        await visitor.ShouldBeAtMyPasskeysAsync();
        (await visitor.Device.CredentialIdsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Not_now_is_remembered()
    {
        await using var visitor = await browser.NewVisitorAsync();
        var key = await visitor.SignInByAnotherDeviceAsync();
        await visitor.PressAsync("Not now");
        await visitor.ShouldBeAtMyPasskeysAsync();
        await key.BeTouchedAsync(true);
        await visitor.Page.GotoAsync("/account/demo/sign-in");
        await visitor.PressAsync("Sign in with a passkey");
        await visitor.ShouldBeAtMyPasskeysAsync();
    }

    [Fact]
    public async Task When_adding_fails_the_way_on_stays_open()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignInByAnotherDeviceAsync();
        await visitor.Device.RecogniseUserAsync(false);
        await visitor.PressAsync("Add a passkey");
        await visitor.ShouldReadAsync("Nothing has happened");
        await visitor.PressAsync("Not now");
        await visitor.ShouldBeAtMyPasskeysAsync();
    }
}
