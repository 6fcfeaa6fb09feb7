using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.BrowserTests.Sdk;

public sealed class Registering(BrowserFixture browser)
{
    [Fact]
    public async Task A_second_passkey_on_the_same_device_is_a_duplicate()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        var error = await visitor.Sdk.FailAsync("register", new { pool = "demo" });
        error.Text("tag").ShouldBe("duplicate");
        error.Text("cause").ShouldBe("InvalidStateError");
    }

    [Fact]
    public async Task A_second_device_gets_a_passkey_of_its_own()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAndInAsync();
        var (key, passkey) = await visitor.AddKeyAsync();
        (await key.CredentialIdsAsync()).ShouldBe([passkey.Text("credentialId")]);
        (await visitor.Sdk.CallAsync("listPasskeys", new { pool = "demo" })).GetProperty("total").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Nobody_signed_in_is_told_so()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Sdk.OpenAsync();
        (await visitor.Sdk.FailAsync("register", new { pool = "demo" })).Text("tag").ShouldBe("signed-out");
    }

    [Fact]
    public async Task A_sign_in_that_is_too_old_asks_for_a_step_up()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Sdk.OpenAsync();
        await visitor.Page.RouteAsync("**/register/webauthn/begin", route => route.FulfillAsync(new RouteFulfillOptions { Status = 401, Body = """{"code":"step_up_required","maxAge":300}""" }));
        var error = await visitor.Sdk.FailAsync("register", new { pool = "demo" });
        error.Text("tag").ShouldBe("step-up");
        error.GetProperty("maxAge").GetInt32().ShouldBe(300);
    }

    [Fact]
    public async Task A_pool_without_self_registration_is_a_problem_with_its_code()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Sdk.OpenAsync();
        var error = await visitor.Sdk.FailAsync("startSignUp", new { pool = "staff", identifier = visitor.Identifier });
        (error.Text("tag"), error.Text("code")).ShouldBe(("problem", "registration_disabled"));
    }

    [Fact]
    public async Task A_host_out_of_reach_is_told_apart()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Sdk.OpenAsync();
        await visitor.Sdk.CallAsync("checkSupport", new { });
        await visitor.Page.Context.SetOfflineAsync(true);
        (await visitor.Sdk.FailAsync("startSignUp", new { pool = "demo", identifier = visitor.Identifier })).Text("tag").ShouldBe("network");
    }

    [Fact]
    public async Task A_browser_without_passkeys_is_unsupported()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.AddInitScriptAsync("delete window.PublicKeyCredential");
        await visitor.Sdk.OpenAsync();
        (await visitor.Sdk.FailAsync("signIn", new { pool = "demo" })).Text("tag").ShouldBe("unsupported");
    }

    [Fact]
    public async Task A_browser_without_the_JSON_methods_signs_up_and_in()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.AddInitScriptAsync("""
            delete PublicKeyCredential.parseCreationOptionsFromJSON;
            delete PublicKeyCredential.parseRequestOptionsFromJSON;
            delete PublicKeyCredential.prototype.toJSON;
            """);
        await visitor.Sdk.OpenAsync();
        var started = await visitor.Sdk.CallAsync("startSignUp", new { pool = "demo", identifier = visitor.Identifier });
        await visitor.Sdk.CallAsync("register", new { pool = "demo", signup = started.Text("signup") });
        (await visitor.Sdk.CallAsync("signIn", new { pool = "demo", identifier = visitor.Identifier })).Text("redirect").ShouldBe("/passkeys");
    }
}
