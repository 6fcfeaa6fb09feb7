using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Passkeys.BrowserTests.Hosting;

/// <summary>What visitors do whom an application sends to the pages.</summary>
public static class AppSteps
{
    /// <summary>The application sends the visitor with an authorization request (OpenID Connect Core 1.0 §3.1.2.1).</summary>
    /// <param name="visitor">The visitor.</param>
    /// <param name="parameters">What the request says besides the usual, or instead of it.</param>
    public static async Task SendWithRequestAsync(this Visitor visitor, params (string Name, string Value)[] parameters)
    {
        var request = new Dictionary<string, string?>
        {
            ["client_id"] = "portal-one",
            ["response_type"] = "code",
            ["redirect_uri"] = visitor.App,
            ["scope"] = "openid profile email offline_access demo-api",
            ["state"] = "some-state",
            ["nonce"] = "some-nonce",
            ["code_challenge"] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            ["code_challenge_method"] = "S256",
            ["acr_values"] = "tenant:demo",
        };
        foreach (var (name, value) in parameters)
            request[name] = value;
        await visitor.Page.GotoAsync(QueryHelpers.AddQueryString("/connect/authorize", request));
    }

    /// <summary>The visitor is back at the application, with an answer that has this in it.</summary>
    public static Task ShouldBeBackWithAsync(this Visitor visitor, string answer) =>
        visitor.Page.WaitForURLAsync(new Regex($"^{Regex.Escape(visitor.App)}\\?.*{Regex.Escape(answer)}", RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>From now on the browser offers no passkeys in its fields: the virtual device would pick one at once.</summary>
    public static Task OfferNothingInFieldsAsync(this Visitor visitor) =>
        visitor.Page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = async () => false");

    /// <summary>Signs up, in, and comes to the question what the application may have.</summary>
    public static async Task ComeToConsentAsync(this Visitor visitor)
    {
        await visitor.SignUpAndInAsync("Ada Lovelace");
        await visitor.SendWithRequestAsync(("prompt", "consent"));
        await visitor.ShouldSeeHeadingAsync("Allow Demo portal access?");
    }

    /// <summary>Lets the application have what it asks for, so that it has access.</summary>
    public static async Task AllowAsync(this Visitor visitor)
    {
        await visitor.ComeToConsentAsync();
        await visitor.PressAllowAsync();
        await visitor.ShouldBeBackWithAsync("code=");
    }

    /// <summary>The button that is not "Don't allow".</summary>
    public static Task PressAllowAsync(this Visitor visitor) =>
        visitor.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = visitor.Words["Allow"], Exact = true }).ClickAsync();

    /// <summary>Signs in by a passkey of another device, and comes to the question whether this one should have one.</summary>
    public static async Task<VirtualAuthenticator> SignInByAnotherDeviceAsync(this Visitor visitor, string returnUrl = "/passkeys")
    {
        await visitor.SignUpAndInAsync("Ada Lovelace");
        var (key, passkey) = await visitor.AddKeyAsync();
        await visitor.ForgetAllBut(passkey);
        await visitor.OfferNothingInFieldsAsync();
        await visitor.Page.GotoAsync($"/account/demo/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        await visitor.PressAsync("Sign in with a passkey");
        await visitor.ShouldSeeHeadingAsync("Add a passkey to this device?");
        // From here on it is this device that the person touches.
        await key.BeTouchedAsync(false);
        return key;
    }

    // The device loses its passkey, as one that was reset; the account keeps those of other devices.
    private static async Task ForgetAllBut(this Visitor visitor, System.Text.Json.JsonElement kept)
    {
        var all = (await visitor.Sdk.CallAsync("listPasskeys", new { pool = "demo" })).GetProperty("passkeys").EnumerateArray();
        foreach (var passkey in all.Where(passkey => passkey.Text("id") != kept.Text("id")))
            await visitor.Sdk.CallAsync("removePasskey", new { pool = "demo", id = passkey.Text("id") });
    }

    /// <summary>The row of an application with access.</summary>
    public static Task ShouldSeeAppAsync(this Visitor visitor, string name) =>
        Expect(visitor.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = name, Exact = true })).ToBeVisibleAsync();
}
