using System.Buffers.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.BrowserTests.Sdk;

/// <summary>The main job: a person in a real browser, and an app that turns their assertion into tokens.</summary>
public sealed class Tokens(BrowserFixture browser)
{
    private const string Scope = "openid profile email offline_access passkeys demo-api";

    [Fact]
    public async Task An_assertion_of_the_browser_becomes_three_tokens()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.SignUpAsync();
        var tokens = await TokensAsync(visitor);
        tokens.Text("access_token").ShouldNotBeNullOrEmpty();
        tokens.Text("refresh_token").ShouldNotBeNullOrEmpty();
        var identity = PayloadOf(tokens.Text("id_token")!);
        identity.Text("iss").ShouldBe(visitor.Host.Origin);
        identity.Text("aud").ShouldBe("native-app");
        identity.Text("pool").ShouldBe("demo");
        (await UserInfoAsync(visitor, tokens.Text("access_token"))).Text("email").ShouldBe(visitor.Identifier);
    }

    [Fact]
    public async Task The_access_token_lists_the_passkey_that_it_came_from()
    {
        await using var visitor = await browser.NewVisitorAsync();
        var passkey = await visitor.SignUpAsync();
        var accessToken = (await TokensAsync(visitor)).Text("access_token");
        var list = await visitor.Sdk.CallAsync("listPasskeys", new { pool = "demo", accessToken });
        list.GetProperty("passkeys")[0].Text("id").ShouldBe(passkey.Text("id"));
    }

    private static async Task<JsonElement> TokensAsync(Visitor visitor)
    {
        var begun = await visitor.Sdk.CallAsync("beginSignIn", new { pool = "demo", clientId = "native-app", scope = Scope });
        var form = visitor.Page.APIRequest.CreateFormData();
        form.Set("grant_type", "urn:passkeys:params:oauth:grant-type:webauthn");
        form.Set("client_id", "native-app");
        form.Set("scope", Scope);
        form.Set("ceremony", begun.Text("ceremony")!);
        form.Set("credential", begun.GetProperty("credential").GetRawText());
        var answer = await visitor.Page.APIRequest.PostAsync("/connect/token", new APIRequestContextOptions { Form = form });
        answer.Status.ShouldBe(200, await answer.TextAsync());
        return (await answer.JsonAsync())!.Value;
    }

    private static async Task<JsonElement> UserInfoAsync(Visitor visitor, string accessToken)
    {
        var headers = new Dictionary<string, string> { ["Authorization"] = "Bearer " + accessToken };
        var answer = await visitor.Page.APIRequest.GetAsync("/connect/userinfo", new APIRequestContextOptions { Headers = headers });
        return (await answer.JsonAsync())!.Value;
    }

    private static JsonElement PayloadOf(string token) => JsonElement.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
}
