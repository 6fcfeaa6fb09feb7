using Passkeys.Testing.Hosting;

namespace Passkeys.DuendeTests;

/// <summary>The host's people, Duende's operational store and the extension are in one database.</summary>
public sealed class InOneDatabase(OneDatabaseHost host) : IClassFixture<OneDatabaseHost>
{
    [Fact]
    public async Task People_sign_in_with_a_passkey()
    {
        using var browser = host.NewBrowser();

        var person = await browser.SignInSomebodyAsync();

        ((string?)Tokens.ClaimsOf((await browser.TokensAsync(Config.Shop)).Id!)["sub"]).ShouldBe(person.Id);
    }

    [Fact]
    public async Task A_removed_passkey_ends_what_is_in_the_operational_store()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        var tokens = await browser.TokensAsync(Config.Shop);

        await browser.RemovePasskeyAsync();

        (await browser.RefreshAsync(Config.Shop, tokens)).Error.ShouldBe("invalid_grant");
        (await browser.AuthorizeAsync(Config.Shop)).AsksToSignIn.ShouldBeTrue();
    }

    [Fact]
    public async Task A_refresh_token_that_is_used_twice_ends_the_family()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        var first = await browser.TokensAsync(Config.Shop);
        var second = Tokens.Of(await browser.RefreshAsync(Config.Shop, first));

        (await browser.RefreshAsync(Config.Shop, first)).Error.ShouldBe("invalid_grant");

        (await browser.RefreshAsync(Config.Shop, second)).Error.ShouldBe("invalid_grant");
    }
}
