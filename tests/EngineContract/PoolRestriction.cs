using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>Which pools a request is for: those of the client, fewer with acr_values=tenant:{pool}.</summary>
public sealed class PoolRestriction(ContractHost host) : CodeFlowCase(host)
{
    private Site Acme => new(Host, "acme");

    [Fact]
    public async Task Lets_people_of_the_pool_in()
    {
        using var browser = await NewBrowserAsync();

        ((string?)Tokens.ClaimsOf((await SignInAsync(browser, ("acr_values", "tenant:demo"))).Id!)["pool"]).ShouldBe(DemoPool);
    }

    [Fact]
    public async Task Lets_people_of_another_pool_in_where_the_client_has_it()
    {
        using var browser = await NewAcmeBrowserAsync();

        var claims = Tokens.ClaimsOf((await SignInAsync(browser, AcmeApp)).Id!);

        ((string?)claims["pool"]).ShouldBe("acme");
        ((string?)claims["aud"]).ShouldBe(AcmeApp.ClientId);
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("staff")]
    public async Task Counts_nobody_of_another_pool_as_signed_in(string pool)
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        (await AuthorizeAsync(browser, ("acr_values", "tenant:" + pool), ("prompt", "none"))).Error.ShouldBe("login_required");
    }

    [Fact]
    public async Task Counts_nobody_of_another_pool_as_signed_in_at_a_client_of_one_pool()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        (await AuthorizeAsync(browser, AcmeApp, ("prompt", "none"))).Error.ShouldBe("login_required");
    }

    [Fact]
    public async Task Gives_nothing_to_somebody_of_another_pool_who_signs_in_all_the_same()
    {
        using var browser = await NewBrowserAsync();
        browser.TellsWhatFor = false;

        var landing = await AuthorizeAsync(browser, AcmeApp);

        landing.AskedToSignIn.ShouldBeTrue();
        landing.Left.ShouldBeFalse();
    }

    [Fact]
    public async Task Asks_in_the_pool_that_is_named()
    {
        using var browser = NewStrangersBrowser();

        (await AuthorizeAsync(browser, ("acr_values", "tenant:acme"))).Address.AbsolutePath.ShouldBe("/account/acme/sign-in");
    }

    [Fact]
    public async Task Asks_in_the_only_pool_of_the_client()
    {
        using var browser = NewStrangersBrowser();

        (await AuthorizeAsync(browser, AcmeApp)).Address.AbsolutePath.ShouldBe("/account/acme/sign-in");
    }

    [Fact]
    public async Task Asks_which_pool_where_there_are_several()
    {
        using var browser = NewStrangersBrowser();

        var landing = await AuthorizeAsync(browser);

        landing.Address.AbsolutePath.ShouldBe("/account/sign-in");
        landing.Text.ShouldContain("Demo");
        landing.Text.ShouldContain("Acme");
    }

    [Fact]
    public async Task Needs_nobody_to_be_asked_who_is_signed_in_to_one_of_several()
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        (await AuthorizeAsync(browser, ("acr_values", "tenant:acme tenant:demo"), ("prompt", "none"))).Answer.ShouldContainKey("code");
    }

    [Fact]
    public async Task Goes_with_a_class_of_authentication()
    {
        using var browser = await NewBrowserAsync();

        (await AuthorizeAsync(browser, ("acr_values", "phr tenant:demo"))).Answer.ShouldContainKey("code");
    }

    [Theory]
    [InlineData("tenant:no-such-pool")]
    [InlineData("tenant:../demo")]
    [InlineData("tenant:DEMO")]
    [InlineData("tenant:")]
    [InlineData("tenant:demo tenant:no-such-pool")]
    public async Task Gives_no_code_for(string acrValues)
    {
        using var browser = await NewBrowserAsync();
        await browser.SignInAsync();
        browser.Phone = null;

        (await AuthorizeAsync(browser, ("acr_values", acrValues))).Answer.ShouldNotContainKey("code");
    }

    [Fact]
    public async Task Gives_no_code_for_a_pool_that_is_not_the_clients()
    {
        using var browser = await NewBrowserAsync();
        await browser.SignInAsync();

        (await AuthorizeAsync(browser, AcmeApp, ("acr_values", "tenant:demo"))).Answer.ShouldNotContainKey("code");
    }

    [Fact]
    public async Task Holds_for_the_grant_too()
    {
        using var phone = await NewAcmePersonAsync();
        var ceremony = await Acme.BeginSignInAsync();

        var form = Form(("grant_type", Tokens.PasskeyGrant), ("client_id", ReferenceApp), ("scope", "openid"), ("ceremony", ceremony.Token), ("credential", phone.Sign(ceremony.Options).ToJsonString()));

        (await TokenAsync(form)).ShouldBeRefused("invalid_grant");
        form["client_id"] = NativeApp;
        ((string?)Tokens.ClaimsOf((await TokenAsync(form)).ShouldBeGranted()["id_token"])["pool"]).ShouldBe("acme");
    }

    [Fact]
    public async Task Holds_for_the_calls_of_the_persons_own_passkeys()
    {
        using var phone = await NewAcmePersonAsync();
        var tokens = await Acme.SignInAsync(phone);

        ((int)(await Acme.GetAsync("passkeys", tokens.Access)).Status).ShouldBe(200);
        ((int)(await Demo.GetAsync("passkeys", tokens.Access)).Status).ShouldBe(401);
    }

    private async Task<PersonsBrowser> NewAcmeBrowserAsync() => new(Host.NewCookieClient(), Acme, await NewAcmePersonAsync());

    // The pool acme wants an activation, with a code by mail.
    private async Task<SoftwareAuthenticator> NewAcmePersonAsync()
    {
        var (identifier, phone) = (NewIdentifier(), Acme.NewPhone());
        var ceremony = await Acme.BeginSignUpAsync(identifier);
        (await Acme.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options))).OrThrow();
        await Host.Mail.ArrivalAsync(identifier, "activation");
        await Acme.ActivateAsync(identifier);
        return phone;
    }
}
