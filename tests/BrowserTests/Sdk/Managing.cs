using Passkeys.BrowserTests.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.BrowserTests.Sdk;

public sealed class Managing(BrowserFixture browser)
{
    [Fact]
    public async Task A_passkey_gets_another_name()
    {
        await using var visitor = await browser.NewVisitorAsync();
        var passkey = await visitor.SignUpAndInAsync();
        await visitor.Sdk.CallAsync("renamePasskey", new { pool = "demo", id = passkey.Text("id"), name = "Work laptop" });
        (await visitor.Sdk.CallAsync("listPasskeys", new { pool = "demo" })).GetProperty("passkeys")[0].Text("name").ShouldBe("Work laptop");
    }

    [Fact]
    public async Task The_last_passkey_stays_unless_that_is_confirmed()
    {
        await using var visitor = await browser.NewVisitorAsync();
        var passkey = await visitor.SignUpAndInAsync();
        (await visitor.Sdk.FailAsync("removePasskey", new { pool = "demo", id = passkey.Text("id") })).Text("tag").ShouldBe("last-credential");
        (await visitor.Device.CredentialIdsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_removed_passkey_leaves_its_device_and_the_other_stays()
    {
        await using var visitor = await browser.NewVisitorAsync();
        var first = await visitor.SignUpAndInAsync();
        var (key, _) = await visitor.AddKeyAsync();
        await visitor.Sdk.CallAsync("removePasskey", new { pool = "demo", id = first.Text("id") });
        (await visitor.Device.CredentialIdsAsync()).ShouldBeEmpty();
        (await key.CredentialIdsAsync()).Count.ShouldBe(1);
    }
}
