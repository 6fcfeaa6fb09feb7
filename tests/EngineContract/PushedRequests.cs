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
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("request_uri", "urn:ietf:params:oauth:request_uri:another", "invalid_request")]
    public async Task Are_refused_at_once_for(string parameter, string? value, string error) =>
        (await PushAsync(Request((parameter, value)))).ShouldBeRefused(error);

    private Task<Answer> PushAsync(Dictionary<string, string> request) => Host.Caller.PostFormAsync("/connect/par", request, Basic(Portal, "portal-secret"));

    private static Task<Landing> OpenAsync(PersonsBrowser browser, Answer pushed) =>
        browser.OpenAsync(AddressOf(Form(("client_id", Portal), ("request_uri", pushed["request_uri"]))));
}
