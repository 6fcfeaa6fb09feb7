using System.Net;
using Passkeys.Testing.Hosting;

namespace Passkeys.DuendeTests;

/// <summary>People sign in with their password as they did before the host had passkeys.</summary>
public sealed class PasswordSignIn(ExistingHostFixture host)
{
    [Fact]
    public async Task Leads_to_tokens_as_ever()
    {
        using var browser = host.NewBrowser();
        var person = await Person.NewAsync(host);

        (await browser.SignInAsync(person, AccountEndpoints.SignInAsEver)).OrThrow();

        var claims = Tokens.ClaimsOf((await browser.TokensAsync(Config.Web)).Id!);
        ((string?)claims["sub"]).ShouldBe(person.Id);
        ((string?)claims["amr"]![0]).ShouldBe("pwd");
        ((string?)claims["role"]).ShouldBe(Person.Role);
        claims.ContainsKey("pool").ShouldBeFalse();
        claims.ContainsKey("acr").ShouldBeFalse();
    }

    [Fact]
    public async Task Leads_to_tokens_where_the_extension_has_had_its_word()
    {
        using var browser = host.NewBrowser();
        var person = await Person.NewAsync(host);

        (await browser.SignInAsync(person)).OrThrow();

        ((string?)Tokens.ClaimsOf((await browser.TokensAsync(Config.Shop)).Id!)["sub"]).ShouldBe(person.Id);
    }

    [Fact]
    public async Task Leads_to_refreshed_tokens()
    {
        using var browser = host.NewBrowser();
        (await browser.SignInAsync(await Person.NewAsync(host), AccountEndpoints.SignInAsEver)).OrThrow();

        var tokens = await browser.TokensAsync(Config.Web);

        (await browser.RefreshAsync(Config.Web, tokens)).OrThrow();
    }

    [Fact]
    public async Task Lets_nobody_in_who_is_locked_out()
    {
        using var browser = host.NewBrowser();
        var person = await Person.NewAsync(host);
        await person.ChangeAsync(host, (people, user) => people.SetLockoutEndDateAsync(user, DateTimeOffset.MaxValue));

        (await browser.SignInAsync(person)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // An external provider's callback knows nothing of the extension either.
    [Fact]
    public async Task Is_not_the_only_way_that_stays_an_external_provider_does_too()
    {
        using var browser = host.NewBrowser();
        var person = await Person.NewAsync(host);

        (await browser.SignInAsync(person, AccountEndpoints.ExternalCallback)).OrThrow();

        ((string?)Tokens.ClaimsOf((await browser.TokensAsync(Config.Web)).Id!)["idp"]).ShouldBe("partner");
    }

    [Fact]
    public async Task Takes_the_place_of_a_sign_in_with_a_passkey()
    {
        using var browser = host.NewBrowser();
        var person = await Person.NewAsync(host);
        (await browser.SignInAsync(person)).OrThrow();
        (await browser.AddPasskeyAsync()).OrThrow();
        (await browser.SignInWithPasskeyAsync()).OrThrow();

        (await browser.SignInAsync(person)).OrThrow();

        ((string?)Tokens.ClaimsOf((await browser.TokensAsync(Config.Web)).Id!)["amr"]![0]).ShouldBe("pwd");
    }

    // acr_values=phr asks for a passkey, and a password is none.
    [Fact]
    public async Task Is_no_answer_to_a_demand_for_a_passkey()
    {
        using var browser = host.NewBrowser();
        (await browser.SignInAsync(await Person.NewAsync(host), AccountEndpoints.SignInAsEver)).OrThrow();

        (await browser.AuthorizeAsync(Config.Web, ("acr_values", "phr"))).AsksToSignIn.ShouldBeTrue();
    }

    // An application's prompt=login wants the person to sign in again, and is content when they did.
    [Theory]
    [InlineData(AccountEndpoints.SignIn)]
    [InlineData(AccountEndpoints.SignInAsEver)]
    public async Task Is_an_answer_to_prompt_login(string page)
    {
        using var browser = host.NewBrowser();
        var person = await Person.NewAsync(host);
        var asked = await browser.AuthorizeAsync(Config.Web, ("prompt", "login"));

        (await browser.SignInAsync(person, page)).OrThrow();

        (await browser.OpenAsync(asked.ReturnUrl!)).AsksToSignIn.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_somebody_else_ends_the_session_of_the_passkey_that_was_there()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        var tokens = await browser.TokensAsync(Config.Shop);

        (await browser.SignInAsync(await Person.NewAsync(host), AccountEndpoints.SignInAsEver)).OrThrow();

        (await browser.RefreshAsync(Config.Shop, tokens)).Error.ShouldBe("invalid_grant");
    }
}
