using Microsoft.AspNetCore.WebUtilities;

namespace Passkeys.DuendeTests;

/// <summary>What a person is asked for again cannot be had by what stands in an address: anybody can write one.</summary>
public sealed class Reauthentication(ExistingHostFixture host)
{
    private const string Begun = "passkeys_begun";

    [Fact]
    public async Task Is_met_by_an_authentication_since()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        var asked = await browser.AuthorizeAsync(Config.Shop, ("prompt", "login"), ("state", "1"));

        (await browser.SignInWithPasskeyAsync(asked.ReturnUrl)).OrThrow();

        (await browser.OpenAsync(asked.ReturnUrl!)).Code.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Is_not_met_by_going_back_without_it()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        var asked = await browser.AuthorizeAsync(Config.Shop, ("prompt", "login"), ("state", "1"));

        (await browser.OpenAsync(asked.ReturnUrl!)).AsksToSignIn.ShouldBeTrue();
    }

    // The mark says since when an authentication counts.
    [Fact]
    public async Task Is_not_met_where_its_mark_was_taken_away()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        var asked = await browser.AuthorizeAsync(Config.Shop, ("prompt", "login"), ("state", "1"));

        (await browser.OpenAsync(With(asked.ReturnUrl!, Begun, null))).AsksToSignIn.ShouldBeTrue();
    }

    // Anybody can have a mark of a request of their own, and keep it.
    [Fact]
    public async Task Is_not_met_by_the_mark_of_an_earlier_request()
    {
        using var browser = host.NewBrowser();
        var earlier = await browser.AuthorizeAsync(Config.Shop, ("prompt", "login"), ("state", "1"));
        await browser.SignInSomebodyAsync();
        var asked = await browser.AuthorizeAsync(Config.Shop, ("prompt", "login"), ("state", "2"));

        (await browser.OpenAsync(With(asked.ReturnUrl!, Begun, ParametersOf(earlier.ReturnUrl!)[Begun]))).AsksToSignIn.ShouldBeTrue();
    }

    private static string With(string address, string name, string? value)
    {
        var parameters = ParametersOf(address);
        parameters[name] = value;
        return QueryHelpers.AddQueryString(address[..address.IndexOf('?')], parameters.Where(parameter => parameter.Value is not null));
    }

    private static Dictionary<string, string?> ParametersOf(string address) =>
        QueryHelpers.ParseQuery(address[address.IndexOf('?')..]).ToDictionary(parameter => parameter.Key, parameter => (string?)parameter.Value);
}
