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

    [Fact]
    public async Task With_a_hint_asks_nothing()
    {
        using var browser = await NewBrowserAsync();

        (await EndAsync(browser, await SignInAsync(browser))).Visited.ShouldBeEmpty();
    }

    [Fact]
    public async Task Gives_back_no_state_where_there_was_none()
    {
        using var browser = await NewBrowserAsync();

        (await EndAsync(browser, await SignInAsync(browser))).Answer.ShouldNotContainKey("state");
    }

    [Fact]
    public async Task Works_by_post()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser);

        var landing = await browser.OpenAsync("/connect/endsession", RequestOf(tokens));

        landing.Address.GetLeftPart(UriPartial.Path).ShouldBe(PostLogoutRedirectUri);
        (await AuthorizeAsync(browser, ("prompt", "none"))).Error.ShouldBe("login_required");
    }

    [Fact]
    public async Task Stays_at_the_host_where_the_client_names_no_address()
    {
        using var browser = await NewBrowserAsync();

        (await EndAsync(browser, await SignInAsync(browser), ("post_logout_redirect_uri", null))).Left.ShouldBeFalse();

        (await AuthorizeAsync(browser, ("prompt", "none"))).Error.ShouldBe("login_required");
    }

    [Fact]
    public async Task Ends_the_session_for_every_application()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser);
        await SignInAsync(browser, FirstApp);

        await EndAsync(browser, tokens);

        (await AuthorizeAsync(browser, FirstApp, ("prompt", "none"))).Error.ShouldBe("login_required");
    }

    [Fact]
    public async Task Ends_the_tokens_of_the_session()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, ("scope", "openid offline_access demo-api"));

        await EndAsync(browser, tokens);

        (await RefreshAsync(PortalApp, tokens)).ShouldBeRefused("invalid_grant");
        (await UserInfoAsync(tokens.Access)).ShouldBeInvalidToken();
        (await IntrospectAsync(tokens.Access)).ShouldBeInactive();
    }

    // §2: the hint may be of a session that is over.
    [Fact]
    public async Task Leads_back_also_when_nobody_is_signed_in_any_more()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser);
        await SignOutAsync(browser);

        (await EndAsync(browser, tokens)).Address.GetLeftPart(UriPartial.Path).ShouldBe(PostLogoutRedirectUri);
    }

    [Fact]
    public async Task Leads_back_to_the_client_of_the_hint_alone()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser, FirstApp);

        (await EndAsync(browser, tokens)).Left.ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://localhost:5001/another")]
    [InlineData("http://localhost:5001")]
    [InlineData("http://LOCALHOST:5001/")]
    [InlineData("http://localhost:5001/?more=1")]
    [InlineData("http://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task Leads_nobody_to(string address)
    {
        using var browser = await NewBrowserAsync();

        (await EndAsync(browser, await SignInAsync(browser), ("post_logout_redirect_uri", address))).Left.ShouldBeFalse();
    }

    // §2: without a hint or a client there is nobody whose address it could be.
    [Fact]
    public async Task Leads_nobody_anywhere_without_a_client()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser);
        browser.Confirms = true;

        (await EndAsync(browser, tokens, ("id_token_hint", null))).Left.ShouldBeFalse();
    }

    [Fact]
    public async Task Leads_back_to_a_client_that_only_names_itself_once_the_person_agreed()
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser);
        browser.Confirms = true;

        var landing = await EndAsync(browser, tokens, ("id_token_hint", null), ("client_id", Portal));

        landing.Visited.ShouldNotBeEmpty();
        landing.Left.ShouldBe(Engine.Differs("§2 makes client_id optional; EndSessionRequestValidator knows the hint only", embedded: true, duende: false));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task Takes_no_hint_that_is_not_an_id_token_of_the_host(string hint)
    {
        using var browser = await NewBrowserAsync();
        var tokens = await SignInAsync(browser);

        (await EndAsync(browser, tokens, ("id_token_hint", hint))).Left.ShouldBeFalse();

        (await AuthorizeAsync(browser, ("prompt", "none"))).Answer.ShouldContainKey("code");
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

    [Fact]
    public async Task Of_another_session_of_the_person_asks_first()
    {
        using var phone = await NewPersonAsync();
        using var other = new PersonsBrowser(Host.NewCookieClient(), Demo, phone);
        using var browser = new PersonsBrowser(Host.NewCookieClient(), Demo, phone);
        var others = await SignInAsync(other);
        await SignInAsync(browser);

        await EndAsync(browser, others);

        var landing = await AuthorizeAsync(browser, ("prompt", "none"));
        landing.Answer.ContainsKey("code").ShouldBe(Engine.Differs("§6 wants the person confirmed; Duende compares sub and not sid", embedded: true, duende: false));
    }

    private static Task<Landing> EndAsync(PersonsBrowser browser, Tokens tokens, params (string Name, string? Value)[] changes) =>
        browser.OpenAsync(AddressOf("/connect/endsession", RequestOf(tokens, changes)));

    private static Dictionary<string, string> RequestOf(Tokens tokens, params (string Name, string? Value)[] changes) =>
        With(changes, Form(("id_token_hint", tokens.Id!), ("post_logout_redirect_uri", PostLogoutRedirectUri)));
}
