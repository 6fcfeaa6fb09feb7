using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.BrowserTests.Sdk;

public sealed class SigningIn(BrowserFixture browser)
{
    private static readonly object Demo = new { pool = "demo" };

    [Fact]
    public async Task Any_passkey_of_the_pool_signs_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        (await visitor.Sdk.CallAsync("signIn", Demo)).Text("redirect").ShouldBe("/passkeys");
    }

    [Fact]
    public async Task The_passkey_of_a_named_account_signs_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        (await visitor.Sdk.CallAsync("signIn", new { pool = "demo", identifier = visitor.Identifier, returnUrl = "/somewhere" })).Text("redirect").ShouldBe("/somewhere");
    }

    [Fact]
    public async Task Autofill_signs_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        (await visitor.Sdk.CallAsync("autofill", Demo)).Text("redirect").ShouldBe("/passkeys");
    }

    [Fact]
    public async Task Autofill_that_is_stopped_ends_with_nothing()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await StartAutofillAsync(visitor);
        await visitor.Sdk.StopAsync();
        (await visitor.Sdk.EndAsync()).GetProperty("value").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_sign_in_takes_the_place_of_a_running_autofill()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await StartAutofillAsync(visitor);
        await visitor.Device.BeTouchedAsync(true);
        (await visitor.Sdk.CallAsync("signIn", Demo)).Text("redirect").ShouldBe("/passkeys");
    }

    [Fact]
    public async Task Autofill_renews_its_ceremony_before_it_expires()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.Clock.InstallAsync();
        await visitor.SignUpAsync();
        await StartAutofillAsync(visitor);
        await visitor.Page.RunAndWaitForRequestAsync(
            () => visitor.Page.Clock.FastForwardAsync("04:30"),
            request => request.Url.EndsWith("/login/webauthn/options", StringComparison.Ordinal));
        await visitor.Sdk.StopAsync();
    }

    [Fact]
    public async Task A_device_that_does_not_recognise_its_person_cancels()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.Device.RecogniseUserAsync(false);
        var error = await visitor.Sdk.FailAsync("signIn", Demo);
        error.Text("tag").ShouldBe("cancelled");
        error.Text("cause").ShouldBe("NotAllowedError");
    }

    [Fact]
    public async Task A_sign_in_that_is_stopped_is_cancelled()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        await visitor.Device.BeTouchedAsync(false);
        await visitor.Page.RunAndWaitForResponseAsync(() => visitor.Sdk.StartAsync("signIn", Demo), "**/login/webauthn/options");
        await visitor.Sdk.StopAsync();
        (await visitor.Sdk.EndAsync()).GetProperty("error").Text("tag").ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_passkey_that_was_removed_elsewhere_is_signalled_away()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.RemoveElsewhereAsync(await visitor.SignUpAndInAsync());
        var error = await visitor.Sdk.FailAsync("signIn", Demo);
        error.Text("tag").ShouldBe("orphaned");
        error.GetProperty("signalled").GetBoolean().ShouldBeTrue();
        (await visitor.Device.CredentialIdsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_passkey_is_kept_when_the_server_says_not_to_signal()
    {
        await using var visitor = await browser.NewVisitorAsync();
        var passkey = await visitor.SignUpAsync();
        var problem = $$"""{"code":"unknown_credential","rpId":"localhost","credentialId":"{{passkey.Text("credentialId")}}","signal":false}""";
        await visitor.Page.RouteAsync("**/login/webauthn/finish", route => route.FulfillAsync(new RouteFulfillOptions { Status = 401, Body = problem }));
        (await visitor.Sdk.FailAsync("signIn", Demo)).Text("tag").ShouldBe("orphaned");
        (await visitor.Device.CredentialIdsAsync()).ShouldBe([passkey.Text("credentialId")]);
    }

    [Fact]
    public async Task At_an_address_that_the_pool_is_not_for_the_RP_ID_is_invalid()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Sdk.OpenAsync(visitor.Host.Origin.Replace("localhost", "127.0.0.1", StringComparison.Ordinal));
        (await visitor.Sdk.FailAsync("signIn", Demo)).Text("tag").ShouldBe("invalid-rp-id");
    }

    private static async Task StartAutofillAsync(Visitor visitor)
    {
        await visitor.Device.BeTouchedAsync(false);
        await visitor.Page.RunAndWaitForResponseAsync(() => visitor.Sdk.StartAsync("autofill", Demo), "**/login/webauthn/options");
    }
}
