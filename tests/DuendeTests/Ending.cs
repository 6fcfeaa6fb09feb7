using System.Net;
using Passkeys.Testing.Hosting;

namespace Passkeys.DuendeTests;

/// <summary>What ends with a passkey, with a session, with the host's own sign-out.</summary>
public sealed class Ending(ExistingHostFixture host)
{
    [Fact]
    public async Task A_removed_passkey_ends_refresh_tokens()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        var tokens = await browser.TokensAsync(Config.Shop);

        await browser.RemovePasskeyAsync();

        (await browser.RefreshAsync(Config.Shop, tokens)).Error.ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_removed_passkey_ends_access_tokens_at_userinfo()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        var tokens = await browser.TokensAsync(Config.Shop);

        await browser.RemovePasskeyAsync();

        (await host.NewCaller().GetAsync("/connect/userinfo", tokens.Access)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_removed_passkey_ends_the_sign_in_at_the_host()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();

        await browser.RemovePasskeyAsync();

        (await browser.AuthorizeAsync(Config.Web)).AsksToSignIn.ShouldBeTrue();
        (await browser.Caller.GetAsync(AccountEndpoints.Me)).Text.ShouldBeEmpty();
    }

    [Fact]
    public async Task Applications_are_told_once_of_a_removed_passkey()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        var session = SessionOf(await browser.TokensAsync(Config.Shop));

        await browser.RemovePasskeyAsync();

        host.Logouts.CountOf(Config.Shop, session).ShouldBe(1);
    }

    [Theory]
    [InlineData(AccountEndpoints.SignOut)]
    [InlineData(AccountEndpoints.SignOutAsEver)]
    public async Task Applications_are_told_once_of_a_sign_out(string page)
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        var session = SessionOf(await browser.TokensAsync(Config.Shop));

        await browser.SignOutAsync(page);

        host.Logouts.CountOf(Config.Shop, session).ShouldBe(1);
    }

    [Theory]
    [InlineData(AccountEndpoints.SignOut)]
    [InlineData(AccountEndpoints.SignOutAsEver)]
    public async Task A_sign_out_ends_refresh_tokens_of_the_passkey(string page)
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        var tokens = await browser.TokensAsync(Config.Shop);

        await browser.SignOutAsync(page);

        (await browser.RefreshAsync(Config.Shop, tokens)).Error.ShouldBe("invalid_grant");
    }

    // Whoever sits down next could add a passkey of their own otherwise.
    [Theory]
    [InlineData(AccountEndpoints.SignOut)]
    [InlineData(AccountEndpoints.SignOutAsEver)]
    public async Task After_a_sign_out_nobody_adds_a_passkey(string page)
    {
        using var browser = host.NewBrowser();
        (await browser.SignInAsync(await Person.NewAsync(host))).OrThrow();

        await browser.SignOutAsync(page);

        (await browser.AddPasskeyAsync()).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Applications_are_told_once_of_a_sign_out_after_a_password()
    {
        using var browser = host.NewBrowser();
        (await browser.SignInAsync(await Person.NewAsync(host))).OrThrow();
        var session = SessionOf(await browser.TokensAsync(Config.Web));

        await browser.SignOutAsync();

        host.Logouts.CountOf(Config.Web, session).ShouldBe(1);
    }

    [Fact]
    public async Task Applications_are_told_when_a_password_takes_the_place_of_a_passkey()
    {
        using var browser = host.NewBrowser();
        var person = await browser.SignInSomebodyAsync();
        var session = SessionOf(await browser.TokensAsync(Config.Shop));

        (await browser.SignInAsync(person, AccountEndpoints.SignInAsEver)).OrThrow();

        host.Logouts.CountOf(Config.Shop, session).ShouldBe(1);
    }

    private static string SessionOf(Tokens tokens) => (string)Tokens.ClaimsOf(tokens.Id!)["sid"]!;
}
