using Passkeys.Testing.Hosting;

namespace Passkeys.DuendeTests;

/// <summary>A host without server-side sessions, whose clients have no pools by default.</summary>
public sealed class WithoutServerSideSessions(PlainHost host) : IClassFixture<PlainHost>
{
    [Theory]
    [InlineData(Config.Web)]
    [InlineData(Config.Shop)]
    public async Task People_sign_in_with_a_passkey(string clientId)
    {
        using var browser = host.NewBrowser();

        var person = await browser.SignInSomebodyAsync();

        ((string?)Tokens.ClaimsOf((await browser.TokensAsync(clientId)).Id!)["sub"]).ShouldBe(person.Id);
    }

    [Fact]
    public async Task People_sign_in_with_a_password()
    {
        using var browser = host.NewBrowser();
        var person = await Person.NewAsync(host);

        (await browser.SignInAsync(person, AccountEndpoints.SignInAsEver)).OrThrow();

        ((string?)Tokens.ClaimsOf((await browser.TokensAsync(Config.Web)).Id!)["sub"]).ShouldBe(person.Id);
    }

    // A client that names its pools takes nobody else.
    [Fact]
    public async Task A_client_of_a_pool_asks_whoever_did_not_come_by_it()
    {
        using var browser = host.NewBrowser();

        (await browser.SignInAsync(await Person.NewAsync(host), AccountEndpoints.SignInAsEver)).OrThrow();

        (await browser.AuthorizeAsync(Config.Shop)).AsksToSignIn.ShouldBeTrue();
    }

    [Fact]
    public async Task A_removed_passkey_ends_the_sign_in_and_the_tokens()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        var tokens = await browser.TokensAsync(Config.Shop);

        await browser.RemovePasskeyAsync();

        (await browser.RefreshAsync(Config.Shop, tokens)).Error.ShouldBe("invalid_grant");
        (await browser.AuthorizeAsync(Config.Web)).AsksToSignIn.ShouldBeTrue();
    }

    [Fact]
    public async Task A_password_takes_the_place_of_a_passkey()
    {
        using var browser = host.NewBrowser();
        var person = await browser.SignInSomebodyAsync();

        (await browser.SignInAsync(person, AccountEndpoints.SignInAsEver)).OrThrow();

        Tokens.ClaimsOf((await browser.TokensAsync(Config.Web)).Id!).ContainsKey("pool").ShouldBeFalse();
    }

    [Theory]
    [InlineData(AccountEndpoints.SignOut)]
    [InlineData(AccountEndpoints.SignOutAsEver)]
    public async Task Applications_are_told_once_of_a_sign_out(string page)
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        var session = (string)Tokens.ClaimsOf((await browser.TokensAsync(Config.Shop)).Id!)["sid"]!;

        await browser.SignOutAsync(page);

        host.Logouts.CountOf(Config.Shop, session).ShouldBe(1);
    }
}
