using System.Net;
using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>Pushed authorization requests (RFC 9126).</summary>
public sealed class PushedRequests(ContractHost host) : CodeFlowCase(host)
{
    [Fact]
    public async Task Give_an_address_that_lives_shortly()
    {
        var answer = await PushAsync(Request());

        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        answer["request_uri"].ShouldStartWith("urn:");
        ((int)answer.Body["expires_in"]!).ShouldBeInRange(5, 600);
    }

    [Fact]
    public async Task Are_answered_like_others()
    {
        using var browser = await NewBrowserAsync();

        var landing = await OpenAsync(browser, await PushAsync(Request()));

        landing.Answer["state"].ShouldBe(State);
        (await RedeemAsync(landing.Code)).ShouldBeGranted();
    }

    [Fact]
    public async Task Cannot_be_changed_at_the_authorization_endpoint()
    {
        using var browser = await NewBrowserAsync();
        var pushed = await PushAsync(Request());

        var landing = await browser.OpenAsync(AddressOf(Form(("client_id", Portal), ("request_uri", pushed["request_uri"]), ("state", "another"), ("scope", "openid email"))));

        landing.Answer["state"].ShouldBe(State);
        Words((await RedeemAsync(landing.Code)).ShouldBeGranted().Body["scope"]).ShouldBe(["openid"]);
    }

    [Fact]
    public async Task Are_good_for_one_answer()
    {
        using var browser = await NewBrowserAsync();
        var pushed = await PushAsync(Request());
        (await OpenAsync(browser, pushed)).Answer.ShouldContainKey("code");

        (await OpenAsync(browser, pushed)).Answer.ShouldNotContainKey("code");
    }

    [Fact]
    public async Task Are_of_the_client_that_pushed_them()
    {
        using var browser = await NewBrowserAsync();
        var pushed = await PushAsync(Request());

        (await browser.OpenAsync(AddressOf(Form(("client_id", NativeApp), ("request_uri", pushed["request_uri"]))))).Left.ShouldBeFalse();
    }

    [Fact]
    public async Task Need_the_client_to_authenticate()
    {
        var answer = await Host.Caller.PostFormAsync("/connect/par", Request(), Basic(Portal, "wrong"));

        answer.ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Theory]
    [InlineData("redirect_uri", "http://localhost:5001/another", "invalid_request")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("scope", "openid no-such-scope", "invalid_scope")]
    [InlineData("response_type", "nonsense", "unsupported_response_type")]
    [InlineData("response_type", null, "invalid_request")]
    [InlineData("prompt", "none login", "invalid_request")]
    [InlineData("acr_values", "tenant:no-such-pool", "invalid_request")]
    [InlineData("request_uri", "urn:ietf:params:oauth:request_uri:another", "invalid_request")]
    public async Task Are_refused_at_once_for(string parameter, string? value, string error) =>
        (await PushAsync(Request((parameter, value)))).ShouldBeRefused(error);

    [Fact]
    public async Task Of_a_response_type_that_only_duende_knows() => (await PushAsync(Request(("response_type", "token")))).ShouldBeRefused(
        Engine.Differs("Duende knows the implicit flow, and the client may not use it", "unsupported_response_type", "unauthorized_client"));

    [Fact]
    public async Task Need_a_client() => (await Host.Caller.PostFormAsync("/connect/par", Request(("client_id", null)))).ShouldHaveNoClient();

    [Fact]
    public async Task Are_taken_of_a_client_that_authenticates_in_the_form() =>
        (await Host.Caller.PostFormAsync("/connect/par", Request(("client_secret", "portal-secret")))).Status.ShouldBe(HttpStatusCode.Created);

    [Fact]
    public async Task Of_a_client_without_a_secret_are_answered()
    {
        using var browser = await NewBrowserAsync();
        var pushed = await Host.Caller.PostFormAsync("/connect/par", RequestOf(PublicApp));

        var landing = await browser.OpenAsync(AddressOf(Form(("client_id", PublicApp.ClientId), ("request_uri", pushed["request_uri"]))));

        (await RedeemAsync(PublicApp, landing.Code)).ShouldBeGranted();
    }

    [Fact]
    public async Task Are_for_the_client_that_authenticates() =>
        (await PushAsync(Request(("client_id", FirstApp.ClientId), ("redirect_uri", FirstApp.RedirectUri)))).Status.ShouldNotBe(HttpStatusCode.Created);

    [Fact]
    public async Task Are_told_so_that_no_cache_keeps_it() => (await PushAsync(Request())).Headers["Cache-Control"].ShouldContain("no-store");

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("max_age", "0")]
    public async Task Ask_again_once(string parameter, string value)
    {
        using var browser = await NewBrowserAsync();
        await SignInAsync(browser);

        var landing = await OpenAsync(browser, await PushAsync(Request((parameter, value))));

        landing.Visited.Count(PersonsBrowser.IsSignIn).ShouldBe(1);
        (await RedeemAsync(landing.Code)).ShouldBeGranted();
    }

    [Fact]
    public async Task Ask_for_consent()
    {
        using var browser = await NewBrowserAsync();
        var pushed = await Host.Caller.PostFormAsync("/connect/par", RequestOf(ForeignApp), Basic(ForeignApp.ClientId, ForeignApp.Secret!));

        var landing = await browser.OpenAsync(AddressOf(Form(("client_id", ForeignApp.ClientId), ("request_uri", pushed["request_uri"]))));

        landing.AskedForConsent.ShouldBeTrue();
        (await RedeemAsync(ForeignApp, landing.Code)).ShouldBeGranted();
    }

    [Fact]
    public async Task Are_the_only_ones_of_a_client_that_has_to_push()
    {
        using var browser = await NewBrowserAsync();
        await browser.SignInAsync();

        (await AuthorizeAsync(browser, PushingApp)).Answer.ShouldNotContainKey("code");
    }

    [Fact]
    public async Task Are_accepted_of_a_client_that_has_to_push()
    {
        using var browser = await NewBrowserAsync();
        var pushed = await Host.Caller.PostFormAsync("/connect/par", RequestOf(PushingApp), Basic(PushingApp.ClientId, PushingApp.Secret!));

        (await browser.OpenAsync(AddressOf(Form(("client_id", PushingApp.ClientId), ("request_uri", pushed["request_uri"]))))).Answer.ShouldContainKey("code");
    }

    [Theory]
    [InlineData("urn:ietf:params:oauth:request_uri:nobody-pushed-this")]
    [InlineData("urn:ietf:params:oauth:request_uri:")]
    public async Task That_nobody_pushed_end_on_a_page(string requestUri)
    {
        using var browser = await NewBrowserAsync();
        await browser.SignInAsync();

        (await browser.OpenAsync(AddressOf(Form(("client_id", Portal), ("request_uri", requestUri))))).Left.ShouldBeFalse();
    }

    private Task<Answer> PushAsync(Dictionary<string, string> request) => Host.Caller.PostFormAsync("/connect/par", request, Basic(Portal, "portal-secret"));

    private static Task<Landing> OpenAsync(PersonsBrowser browser, Answer pushed) =>
        browser.OpenAsync(AddressOf(Form(("client_id", Portal), ("request_uri", pushed["request_uri"]))));
}
