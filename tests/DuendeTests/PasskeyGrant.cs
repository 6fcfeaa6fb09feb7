using System.Net;
using Passkeys.DuendeTests.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.DuendeTests;

/// <summary>The host's people sign in to a native app by the passkey grant.</summary>
public sealed class PasskeyGrant(ExistingHostFixture host)
{
    [Fact]
    public async Task Gives_tokens_with_what_the_host_knows_of_the_person()
    {
        using var browser = host.NewBrowser();
        var person = await browser.SignInSomebodyAsync();

        var tokens = Tokens.Of(await GrantAsync(browser));

        ((string?)Tokens.ClaimsOf(tokens.Id!)["sub"]).ShouldBe(person.Id);
        ((string?)Tokens.ClaimsOf(tokens.Access)["role"]).ShouldBe(Person.Role);
    }

    [Fact]
    public async Task Is_refused_to_whom_the_host_has_locked_out_as_to_anybody()
    {
        using var browser = host.NewBrowser();
        var person = await browser.SignInSomebodyAsync();
        await person.ChangeAsync(host, (people, user) => people.SetLockoutEndDateAsync(user, DateTimeOffset.MaxValue));

        var answer = await GrantAsync(browser);

        (answer.Status, answer.Error).ShouldBe((HttpStatusCode.BadRequest, "invalid_grant"));
    }

    // The client's tokens are to live as long as the person's session at Duende; the grant has none there, but one of ours.
    [Fact]
    public async Task Gives_refresh_tokens_to_a_client_that_lives_by_sessions()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();

        var tokens = Tokens.Of(await GrantAsync(browser));

        (await RefreshAsync(tokens)).OrThrow();
    }

    [Fact]
    public async Task Gives_refresh_tokens_that_end_with_the_passkey()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        var tokens = Tokens.Of(await GrantAsync(browser));

        await browser.RemovePasskeyAsync();

        (await RefreshAsync(tokens)).Error.ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Gives_refresh_tokens_that_end_with_the_person()
    {
        using var browser = host.NewBrowser();
        var person = await browser.SignInSomebodyAsync();
        var tokens = Tokens.Of(await GrantAsync(browser));
        await person.ChangeAsync(host, (people, user) => people.DeleteAsync(user));

        (await RefreshAsync(tokens)).Error.ShouldBe("invalid_grant");
    }

    private Task<Answer> RefreshAsync(Tokens tokens) => host.NewCaller().PostFormAsync("/connect/token", new Dictionary<string, string>
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = Config.Native,
        ["refresh_token"] = tokens.Refresh!,
    });

    private async Task<Answer> GrantAsync(PersonsBrowser browser) => await host.NewCaller().PostFormAsync("/connect/token", await browser.NewPasskeyFormAsync());
}
