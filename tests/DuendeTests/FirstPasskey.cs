using System.Net;
using System.Security.Cryptography;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.DuendeTests;

/// <summary>Someone who signed in with a password adds a passkey.</summary>
public sealed class FirstPasskey(ExistingHostFixture host)
{
    [Fact]
    public async Task Is_added_after_the_hosts_word()
    {
        using var browser = host.NewBrowser();
        (await browser.SignInAsync(await Person.NewAsync(host))).OrThrow();

        (await browser.AddPasskeyAsync()).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Is_added_after_an_application_was_signed_in_to()
    {
        using var browser = host.NewBrowser();
        (await browser.SignInAsync(await Person.NewAsync(host))).OrThrow();
        await browser.TokensAsync(Config.Web);

        (await browser.AddPasskeyAsync()).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Is_not_added_without_the_hosts_word()
    {
        using var browser = host.NewBrowser();
        (await browser.SignInAsync(await Person.NewAsync(host), AccountEndpoints.SignInAsEver)).OrThrow();

        (await browser.AddPasskeyAsync()).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // One person at the host is deleted, another takes the name: the pool still has the former.
    [Fact]
    public async Task Is_not_added_where_somebody_else_has_the_identifier()
    {
        using var browser = host.NewBrowser();
        var name = $"{RandomNumberGenerator.GetHexString(12, lowercase: true)}@people.example";
        var former = await Person.NewAsync(host, name);
        (await browser.SignInAsync(former)).OrThrow();
        await former.ChangeAsync(host, (people, user) => people.DeleteAsync(user));
        using var other = host.NewBrowser();

        var answer = await other.SignInAsync(await Person.NewAsync(host, name));

        answer.Text.ShouldBe(nameof(HostSignInOutcome.IdentifierTaken));
        (await other.AddPasskeyAsync()).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Does_not_keep_anybody_from_signing_in_who_cannot_add_it()
    {
        using var browser = host.NewBrowser();
        var name = $"{RandomNumberGenerator.GetHexString(12, lowercase: true)}@people.example";
        var former = await Person.NewAsync(host, name);
        (await browser.SignInAsync(former)).OrThrow();
        await former.ChangeAsync(host, (people, user) => people.DeleteAsync(user));
        using var other = host.NewBrowser();

        (await other.SignInAsync(await Person.NewAsync(host, name))).OrThrow();

        (await other.AuthorizeAsync(Config.Web)).AsksToSignIn.ShouldBeFalse();
    }
}
