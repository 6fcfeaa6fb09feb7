using Passkeys.IdentityServer.Engine;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Authorization;

/// <summary>What the pages learn of a request, and what they can do with it. The clock is the test's.</summary>
public sealed class Pages(OwnHost own) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private Portal _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await Portal.OpenAsync(own.Host);

    public ValueTask DisposeAsync()
    {
        _portal.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_page_learns_what_the_application_asks_for()
    {
        var context = await ContextAsync(("login_hint", "alice@example.com"), ("ui_locales", "fr-CA de"), ("prompt", "login"));

        context.Client.ClientId.ShouldBe(Portal.ClientId);
        context.Scope.ShouldBe(["openid", "profile"]);
        context.Pools.Select(pool => pool.Value).ShouldBe([_portal.Site.Pool]);
        context.LoginHint.ShouldBe("alice@example.com");
        context.UiLocales.ShouldBe(["fr-CA", "de"]);
        context.Prompt.ShouldBe(["login"]);
    }

    [Fact]
    public async Task Without_a_tenant_all_pools_of_the_client_may_answer() =>
        (await ContextAsync(("acr_values", "phr"))).Pools.Select(pool => pool.Value).ShouldContain("acme");

    [Fact]
    public async Task An_address_with_anything_added_is_none_of_ours()
    {
        var returnUrl = (await _portal.AuthorizeAsync()).ReturnUrlOf("/account/sign-in");

        (await FindAsync($"{returnUrl}&prompt=none")).ShouldBeNull();
    }

    [Fact]
    public async Task An_edited_address_is_none_of_ours()
    {
        var returnUrl = (await _portal.AuthorizeAsync()).ReturnUrlOf("/account/sign-in");

        (await FindAsync($"{returnUrl[..^4]}AAAA")).ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/passkeys")]
    [InlineData("https://evil.example/connect/authorize/callback?request=x")]
    [InlineData("/connect/authorize/callback")]
    public async Task Any_other_address_is_none_of_ours(string? returnUrl) => (await FindAsync(returnUrl)).ShouldBeNull();

    [Fact]
    public async Task An_address_that_was_made_up_leads_to_the_error_page() =>
        (await _portal.Browser.GetAsync("/connect/authorize/callback?request=made-up")).ErrorId().ShouldNotBeEmpty();

    [Fact]
    public async Task After_an_hour_the_error_page_says_so()
    {
        var returnUrl = (await _portal.AuthorizeAsync()).ReturnUrlOf("/account/sign-in");
        own.Host.Clock.Advance(TimeSpan.FromHours(1));
        var errorId = (await _portal.Browser.GetAsync(returnUrl)).ErrorId();

        var error = await _portal.AskEngineAsync(engine => engine.FindErrorAsync(errorId, CancellationToken.None));
        error!.Code.ShouldBe(EngineError.RequestExpired);
        error.ClientName.ShouldBe("Demo portal");
    }

    [Fact]
    public async Task Who_declines_goes_back_with_access_denied()
    {
        var context = await ContextAsync();
        var next = await _portal.AskEngineAsync(engine => engine.DenyAsync(context, AuthorizationDenial.AccessDenied, CancellationToken.None));

        (await _portal.Browser.GetAsync(next)).ShouldSendBack("access_denied");
    }

    [Fact]
    public async Task What_cannot_be_had_is_told()
    {
        var context = await ContextAsync();
        var next = await _portal.AskEngineAsync(engine => engine.DenyAsync(context, AuthorizationDenial.UnmetAuthenticationRequirements, CancellationToken.None));

        (await _portal.Browser.GetAsync(next)).ShouldSendBack("unmet_authentication_requirements");
    }

    [Fact]
    public async Task Prompt_login_asks_who_is_signed_in_to_step_up()
    {
        await SignedInForAMinuteAsync();

        var context = await ContextAsync(("prompt", "login"));
        context.Subject.ShouldBe((await _portal.SessionAsync()).UserId);
        context.RequiresUserVerification.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_stepped_up_goes_on()
    {
        await SignedInForAMinuteAsync();
        var returnUrl = (await _portal.AuthorizeAsync(("prompt", "login"))).ReturnUrlOf("/account/sign-in");
        own.Host.Clock.Advance(TimeSpan.FromSeconds(5));
        await _portal.SignInAsync(returnUrl);

        (await _portal.Browser.GetAsync(returnUrl)).SentBack().ShouldContainKey("code");
    }

    [Fact]
    public async Task Who_did_not_step_up_does_not_go_on()
    {
        await SignedInForAMinuteAsync();
        var returnUrl = (await _portal.AuthorizeAsync(("prompt", "login"))).ReturnUrlOf("/account/sign-in");

        (await _portal.Browser.GetAsync(returnUrl)).ReturnUrlOf("/account/sign-in");
    }

    [Fact]
    public async Task A_step_up_tells_the_new_time_in_the_id_token()
    {
        await SignedInForAMinuteAsync();
        var returnUrl = (await _portal.AuthorizeAsync(("max_age", "30"))).ReturnUrlOf("/account/sign-in");
        own.Host.Clock.Advance(TimeSpan.FromSeconds(5));
        await _portal.SignInAsync(returnUrl);
        var code = (await _portal.Browser.GetAsync(returnUrl)).SentBack()["code"];

        var claims = Tokens.ClaimsOf(Tokens.Of(await _portal.RedeemAsync(code)).Id!);
        ((long)claims["auth_time"]!).ShouldBe(own.Host.Clock.GetUtcNow().ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Phrh_cannot_be_had_from_a_passkey_without_attestation()
    {
        var returnUrl = (await _portal.AuthorizeAsync(("acr_values", $"tenant:{_portal.Site.Pool} phrh"))).ReturnUrlOf("/account/sign-in");
        await _portal.SignInAsync(returnUrl);

        (await _portal.Browser.GetAsync(returnUrl)).ShouldSendBack("unmet_authentication_requirements");
    }

    [Fact]
    public async Task Who_chooses_the_account_at_hand_goes_on()
    {
        await SignedInForAMinuteAsync();
        var context = await ContextAsync(("prompt", "select_account"));
        var session = await _portal.SessionAsync();
        var next = await _portal.AskEngineAsync(engine => engine.ContinueAsync(context, session.Id, CancellationToken.None));

        (await _portal.Browser.GetAsync(next)).SentBack().ShouldContainKey("code");
    }

    [Fact]
    public async Task Who_makes_way_for_another_person_is_not_named_any_more()
    {
        await SignedInForAMinuteAsync();
        var context = await ContextAsync(("prompt", "login"));
        own.Host.Clock.Advance(TimeSpan.FromSeconds(5));
        var next = await _portal.AskEngineAsync(engine => engine.ChangePersonAsync(context, CancellationToken.None));

        (await _portal.ContextAsync((await _portal.Browser.GetAsync(next)).ReturnUrlOf("/account/sign-in"))).Subject.ShouldBeNull();
    }

    [Fact]
    public async Task The_person_of_an_id_token_hint_makes_way_for_nobody()
    {
        var hint = Tokens.Of(await _portal.RedeemAsync(await _portal.CodeAsync())).Id;
        own.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var context = await ContextAsync(("prompt", "login"), ("id_token_hint", hint));
        var next = await _portal.AskEngineAsync(engine => engine.ChangePersonAsync(context, CancellationToken.None));

        context.SubjectIsFixed.ShouldBeTrue();
        (await _portal.ContextAsync(next)).Subject.ShouldBe(context.Subject);
    }

    [Fact]
    public async Task An_id_token_that_has_expired_is_still_a_hint()
    {
        var hint = Tokens.Of(await _portal.RedeemAsync(await _portal.CodeAsync())).Id;
        own.Host.Clock.Advance(TimeSpan.FromMinutes(30));

        (await _portal.AuthorizeAsync(("prompt", "none"), ("id_token_hint", hint))).SentBack().ShouldContainKey("code");
    }

    [Fact]
    public async Task Prompt_create_leads_to_the_sign_up_page() => (await _portal.AuthorizeAsync(("prompt", "create"))).ReturnUrlOf("/account/sign-up");

    private async Task SignedInForAMinuteAsync()
    {
        await _portal.SignInAsync();
        own.Host.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task<AuthorizationContext> ContextAsync(params (string Name, string? Value)[] deviations) =>
        await _portal.ContextAsync((await _portal.AuthorizeAsync(deviations)).ReturnUrlOf("/account/sign-in"));

    private Task<AuthorizationContext?> FindAsync(string? returnUrl) => _portal.AskEngineAsync(engine => engine.FindAuthorizationAsync(returnUrl, CancellationToken.None));
}
