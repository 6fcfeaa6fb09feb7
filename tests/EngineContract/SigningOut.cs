using Microsoft.AspNetCore.WebUtilities;
using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0).</summary>
public sealed class SigningOut(ContractHost host) : CodeFlowCase(host)
{
    private const string PostLogoutRedirectUri = "http://localhost:5001/";

    [Fact]
    public async Task With_a_hint_leads_back_to_the_client()
    {
        using var browser = await NewBrowserAsync();

        var landing = await EndAsync(browser, await SignInAsync(browser), ("state", "of the logout"));

        landing.Left.ShouldBeTrue();
        landing.Address.GetLeftPart(UriPartial.Path).ShouldBe(PostLogoutRedirectUri);
        landing.Answer["state"].ShouldBe("of the logout");
    }

    [Fact]
    public async Task Ends_the_session()
    {
        using var browser = await NewBrowserAsync();

        await EndAsync(browser, await SignInAsync(browser));

        (await AuthorizeAsync(browser, ("prompt", "none"))).Error.ShouldBe("login_required");
    }

    [Fact]
    public async Task Without_a_hint_asks_the_person_first()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        (await browser.OpenAsync("/connect/endsession")).Left.ShouldBeFalse();

        (await AuthorizeAsync(browser, ("prompt", "none"))).Answer.ShouldContainKey("code");
    }

    [Fact]
    public async Task Without_a_hint_ends_the_session_of_a_person_who_says_yes()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);
        browser.Confirms = true;

        await browser.OpenAsync("/connect/endsession");

        (await AuthorizeAsync(browser, ("prompt", "none"))).Error.ShouldBe("login_required");
    }

    [Theory]
    [InlineData("http://localhost:5001/another")]
    [InlineData("http://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task Leads_nobody_to(string address)
    {
        using var browser = await NewBrowserAsync();

        (await EndAsync(browser, await SignInAsync(browser), ("post_logout_redirect_uri", address))).Left.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_another_person_does_not_end_the_session_without_a_question()
    {
        using var other = await NewBrowserAsync();
        var others = await SignInAsync(other);
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        await EndAsync(browser, others);

        (await AuthorizeAsync(browser, ("prompt", "none"))).Answer.ShouldContainKey("code");
    }

    private static Task<Landing> EndAsync(PersonsBrowser browser, Tokens tokens, params (string Name, string Value)[] changes)
    {
        var parameters = Form(("id_token_hint", tokens.Id!), ("post_logout_redirect_uri", PostLogoutRedirectUri));
        foreach (var (name, value) in changes)
            parameters[name] = value;
        return browser.OpenAsync(QueryHelpers.AddQueryString("/connect/endsession", parameters.Select(parameter => KeyValuePair.Create<string, string?>(parameter.Key, parameter.Value))));
    }
}
