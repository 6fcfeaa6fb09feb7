using System.Text.Json;
using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.BrowserTests.Sdk;

/// <summary>What a back end prepares with an operation token, and the browser carries out.</summary>
public sealed class BackEnds(BrowserFixture browser)
{
    [Fact]
    public async Task A_token_for_each_call_registers_signs_in_lists_renames_and_deletes()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Sdk.OpenAsync();
        var registered = await DoAsync(visitor, "register", new { type = "register", username = visitor.Identifier });
        var (userId, passkey) = (await ExchangeAsync(visitor, registered), registered.GetProperty("passkey").Text("id"));

        var signedIn = await DoAsync(visitor, "signIn", new { type = "authenticate", userId }, "backend");
        (await ExchangeAsync(visitor, signedIn)).ShouldBe(userId);

        (await DoAsync(visitor, "listPasskeys", new { type = "list", userId })).GetProperty("passkeys")[0].Text("id").ShouldBe(passkey);
        (await DoAsync(visitor, "updateAccount", new { type = "update", userId, displayName = "Ada Lovelace" })).GetProperty("signals").Text("displayName").ShouldBe("Ada Lovelace");
        (await DoAsync(visitor, "deletePasskeys", new { type = "delete", userId })).GetProperty("deleted")[0].GetString().ShouldBe(passkey);
        (await visitor.Device.CredentialIdsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_that_was_used_is_used_up()
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Sdk.OpenAsync();
        var operationToken = await visitor.PrepareAsync(new { type = "register", username = visitor.Identifier });
        await visitor.Sdk.CallAsync("register", new { pool = "demo", operationToken });
        (await visitor.Sdk.FailAsync("register", new { pool = "demo", operationToken })).Text("tag").ShouldBe("signed-out");
    }

    private static async Task<JsonElement> DoAsync(Visitor visitor, string function, object operation, string? clientId = null) =>
        await visitor.Sdk.CallAsync(function, new { pool = "demo", operationToken = await visitor.PrepareAsync(operation), clientId });

    private static async Task<string> ExchangeAsync(Visitor visitor, JsonElement result) =>
        (await visitor.CallAsBackEndAsync("results/exchange", new { code = result.Text("code") })).Text("userId");
}
