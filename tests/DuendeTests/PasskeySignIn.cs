using System.Net;
using System.Security.Claims;
using Passkeys.DuendeTests.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.DuendeTests;

/// <summary>People of the host sign in with a passkey.</summary>
public sealed class PasskeySignIn(ExistingHostFixture host)
{
    [Theory]
    [InlineData(Config.Web)]
    [InlineData(Config.Shop)]
    public async Task Leads_to_tokens_of_the_same_person(string clientId)
    {
        var (browser, person) = await NewAsync();
        using var _ = browser;

        var tokens = await browser.TokensAsync(clientId);

        ((string?)Tokens.ClaimsOf(tokens.Id!)["sub"]).ShouldBe(person.Id);
    }

    [Fact]
    public async Task Goes_on_with_the_request_that_it_was_for()
    {
        using var browser = host.NewBrowser();
        (await browser.SignInAsync(await Person.NewAsync(host))).OrThrow();
        (await browser.AddPasskeyAsync()).OrThrow();
        await browser.SignOutAsync();
        var asked = await browser.AuthorizeAsync(Config.Shop);

        var redirect = (await browser.SignInWithPasskeyAsync(asked.ReturnUrl)).OrThrow()["redirect"];

        (await browser.OpenAsync(redirect)).Code.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Tells_applications_how_it_was_done()
    {
        var (browser, _) = await NewAsync();
        using var __ = browser;

        var claims = Tokens.ClaimsOf((await browser.TokensAsync(Config.Shop)).Id!);

        claims["amr"]!.AsArray().Select(method => (string?)method).ShouldBe(["pop", "user", "mfa"], ignoreOrder: true);
        ((string?)claims["acr"]).ShouldBe("phr");
        ((string?)claims["pool"]).ShouldBe(Config.Pool);
        ((string?)claims["idp"]).ShouldBe("local");
    }

    [Fact]
    public async Task Tells_what_the_host_knows_of_the_person()
    {
        var (browser, person) = await NewAsync();
        using var _ = browser;

        var claims = Tokens.ClaimsOf((await browser.TokensAsync(Config.Shop)).Id!);

        ((string?)claims["role"]).ShouldBe(Person.Role);
        ((string?)claims["department"]).ShouldBe("books");
        ((string?)claims["email"]).ShouldBe(person.Name);
    }

    // A host's page does so when something about the person has changed.
    [Fact]
    public async Task Stays_one_when_the_host_makes_its_cookie_anew()
    {
        var (browser, _) = await NewAsync();
        using var __ = browser;
        var before = Tokens.ClaimsOf((await browser.TokensAsync(Config.Shop)).Id!);

        (await browser.Caller.PostFormAsync(AccountEndpoints.Refresh, new Dictionary<string, string>())).OrThrow();

        var after = Tokens.ClaimsOf((await browser.TokensAsync(Config.Shop)).Id!);
        foreach (var name in new[] { "sid", "pool", "acr", "amr", "auth_time" })
            after[name]?.ToJsonString().ShouldBe(before[name]?.ToJsonString(), name);
    }

    // Applications know people by what the host says of them, such as a name that is a claim of the host's.
    [Fact]
    public async Task Tells_the_same_of_the_person_as_a_password_does()
    {
        using var browser = host.NewBrowser();
        var person = await Person.NewAsync(host);
        await person.ChangeAsync(host, (people, user) => people.AddClaimAsync(user, new Claim("name", "Ada of the books")));
        (await browser.SignInAsync(person)).OrThrow();
        var password = Tokens.ClaimsOf((await browser.TokensAsync(Config.Web)).Id!);
        (await browser.AddPasskeyAsync()).OrThrow();

        (await browser.SignInWithPasskeyAsync()).OrThrow();

        var passkey = Tokens.ClaimsOf((await browser.TokensAsync(Config.Web)).Id!);
        foreach (var name in new[] { "sub", "name", "preferred_username", "email", "email_verified", "role", "department", "idp" })
            passkey[name]?.ToJsonString().ShouldBe(password[name]?.ToJsonString(), name);
    }

    [Fact]
    public async Task Tells_apis_what_the_host_knows_of_the_person()
    {
        var (browser, _) = await NewAsync();
        using var __ = browser;

        ((string?)Tokens.ClaimsOf((await browser.TokensAsync(Config.Shop)).Access)["role"]).ShouldBe(Person.Role);
    }

    [Fact]
    public async Task Is_one_session_in_all_its_tokens()
    {
        var (browser, _) = await NewAsync();
        using var __ = browser;

        var tokens = await browser.TokensAsync(Config.Shop);

        ((string?)Tokens.ClaimsOf(tokens.Access)["sid"]).ShouldBe((string?)Tokens.ClaimsOf(tokens.Id!)["sid"]);
    }

    [Fact]
    public async Task Counts_at_the_hosts_own_pages()
    {
        var (browser, person) = await NewAsync();
        using var _ = browser;

        (await browser.Caller.GetAsync(AccountEndpoints.Me)).Text.ShouldBe(person.Id);
    }

    [Fact]
    public async Task Does_not_count_at_a_client_of_another_pool()
    {
        var (browser, _) = await NewAsync();
        using var __ = browser;

        (await browser.AuthorizeAsync(Config.Elsewhere)).AsksToSignIn.ShouldBeTrue();
    }

    [Fact]
    public async Task Is_an_answer_to_a_demand_for_a_passkey()
    {
        var (browser, _) = await NewAsync();
        using var __ = browser;

        (await browser.AuthorizeAsync(Config.Web, ("acr_values", "phr"))).AsksToSignIn.ShouldBeFalse();
    }

    [Fact]
    public async Task Is_refused_to_whom_the_host_has_locked_out_as_to_anybody()
    {
        var (browser, person) = await NewAsync();
        using var _ = browser;
        await person.ChangeAsync(host, (people, user) => people.SetLockoutEndDateAsync(user, DateTimeOffset.MaxValue));

        var answer = await browser.SignInWithPasskeyAsync();

        (answer.Status, answer.Error).ShouldBe((HttpStatusCode.Unauthorized, "authentication_failed"));
    }

    [Fact]
    public async Task Is_refused_to_whom_the_host_has_deleted()
    {
        var (browser, person) = await NewAsync();
        using var _ = browser;
        await person.ChangeAsync(host, (people, user) => people.DeleteAsync(user));

        (await browser.SignInWithPasskeyAsync()).Error.ShouldBe("authentication_failed");
    }

    /// <summary>Somebody with a passkey, signed in with it.</summary>
    private async Task<(PersonsBrowser Browser, Person Person)> NewAsync()
    {
        var browser = host.NewBrowser();
        return (browser, await browser.SignInSomebodyAsync());
    }
}
