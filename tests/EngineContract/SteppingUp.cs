using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

public sealed class SteppingUp(ContractHost host) : CodeFlowCase(host)
{
    [Fact]
    public async Task Keeps_the_person()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser);

        var second = await SignInAsync(browser, ("max_age", "0"), ("acr_values", "phr"), ("id_token_hint", first.Id));

        var (subject, at) = AuthenticationOf(second);
        subject.ShouldBe(AuthenticationOf(first).Subject);
        at.ShouldBeGreaterThanOrEqualTo(AuthenticationOf(first).At);
        ((string?)Tokens.ClaimsOf(second.Id!)["acr"]).ShouldBe("phr");
    }

    [Fact]
    public async Task Gives_nothing_to_another_person_than_the_hint_names()
    {
        using var browser = await NewBrowserAsync();
        var first = await SignInAsync(browser);
        using var somebodyElse = await NewPersonAsync();
        browser.Phone = somebodyElse;

        var landing = await AuthorizeOnceAsync(browser, ("prompt", "login"), ("id_token_hint", first.Id));

        landing?.Answer.ContainsKey("code").ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_page_needs_the_person_that_the_hint_names()
    {
        using var other = await NewBrowserAsync();
        var others = await SignInAsync(other);
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        (await AuthorizeAsync(browser, ("prompt", "none"), ("id_token_hint", others.Id))).Error.ShouldBe("login_required");
    }

    // Whoever is refused is asked again, and this somebody would answer in the same way for ever: then there is no landing.
    private async Task<Landing?> AuthorizeOnceAsync(PersonsBrowser browser, params (string Name, string? Value)[] changes)
    {
        try
        {
            return await AuthorizeAsync(browser, changes);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
