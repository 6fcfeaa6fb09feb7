using Passkeys.Testing.Hosting;

namespace Passkeys.DuendeTests;

/// <summary>ASP.NET Core Identity makes the cookie anew now and then, and ends it when the security stamp has changed.</summary>
public sealed class SecurityStamps(StrictStampHost host) : IClassFixture<StrictStampHost>
{
    [Fact]
    public async Task A_cookie_made_anew_is_of_the_same_passkey_session()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        var before = Tokens.ClaimsOf((await browser.TokensAsync(Config.Shop)).Id!);

        var after = Tokens.ClaimsOf((await browser.TokensAsync(Config.Shop)).Id!);

        ((string?)after["sid"]).ShouldBe((string?)before["sid"]);
        ((string?)after["pool"]).ShouldBe(Config.Pool);
        after["amr"]!.ToJsonString().ShouldBe(before["amr"]!.ToJsonString());
        ((long)after["auth_time"]!).ShouldBe((long)before["auth_time"]!);
    }

    [Fact]
    public async Task A_cookie_ends_when_the_stamp_changes()
    {
        using var browser = host.NewBrowser();
        var person = await browser.SignInSomebodyAsync();

        await person.ChangeAsync(host, (people, user) => people.UpdateSecurityStampAsync(user));

        (await browser.AuthorizeAsync(Config.Shop)).AsksToSignIn.ShouldBeTrue();
    }

    [Fact]
    public async Task A_changed_stamp_leaves_the_passkey()
    {
        using var browser = host.NewBrowser();
        var person = await browser.SignInSomebodyAsync();
        await person.ChangeAsync(host, (people, user) => people.UpdateSecurityStampAsync(user));

        (await browser.SignInWithPasskeyAsync()).OrThrow();

        (await browser.AuthorizeAsync(Config.Shop)).AsksToSignIn.ShouldBeFalse();
    }
}
