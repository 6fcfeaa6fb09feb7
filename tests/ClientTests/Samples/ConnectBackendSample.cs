using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ConnectBackend;
using Passkeys.ClientTests.Hosting;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;

namespace Passkeys.ClientTests.Samples;

/// <summary>samples/ConnectBackend: connect tokens, signed passkey data, and a session of the app's own.</summary>
public sealed class ConnectBackendSample(RealProvider provider) : IDisposable
{
    private const string Origin = "http://localhost:5003";

    private readonly SampleHost<ConnectSettings> _sample = new(provider);

    private Site Demo => provider.Demo;

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task A_passkey_is_added_to_an_account_and_signs_in_to_it()
    {
        var email = NewEmail();
        using var phone = Demo.NewPhone();
        await EnrolAsync(email, phone);

        var answer = await VerifyAsync(await SignedDataAsync(phone));

        ((bool?)answer.Body["success"]).ShouldBe(true);
        answer.Text.ShouldNotContain("sessionToken");
        var cookie = answer.Headers["Set-Cookie"];
        cookie.ShouldStartWith("session=");
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.ShouldContain("path=/");
        (await MeAsync(cookie.Split(';')[0]))["email"].ShouldBe(email);
    }

    [Fact]
    public async Task Over_https_the_cookie_is_one_of_this_host_and_of_https_alone()
    {
        using var phone = Demo.NewPhone();
        await EnrolAsync(NewEmail(), phone);

        var cookie = (await VerifyAsync(await SignedDataAsync(phone), origin: "https://localhost:5003")).Headers["Set-Cookie"];

        cookie.ShouldStartWith("__Host-session=");
        cookie.ShouldContain("secure");
    }

    [Fact]
    public async Task An_app_gets_a_session_token_and_no_cookie()
    {
        var email = NewEmail();
        using var phone = Demo.NewPhone();
        await EnrolAsync(email, phone);

        var answer = await VerifyAsync(await SignedDataAsync(phone), native: true);

        answer.Headers.ContainsKey("Set-Cookie").ShouldBeFalse();
        (await _sample.NewCaller(Origin).GetAsync("/auth/me", answer["sessionToken"]))["email"].ShouldBe(email);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task Signed_data_works_once(string remotely)
    {
        using var sample = new SampleHost<ConnectSettings>(provider, ("Connect:VerifyRemotely", remotely));
        using var phone = Demo.NewPhone();
        await EnrolAsync(NewEmail(), phone, sample);
        var data = await SignedDataAsync(phone, sample);
        (await VerifyAsync(data, on: sample)).Status.ShouldBe(HttpStatusCode.OK);

        var again = await VerifyAsync(data, on: sample);

        again.Status.ShouldBe(HttpStatusCode.Unauthorized);
        again.Headers.ContainsKey("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Signed_data_for_another_client_opens_nothing()
    {
        using var phone = Demo.NewPhone();
        await EnrolAsync(NewEmail(), phone);
        var ceremony = await Demo.BeginSignInAsync(clientId: "native-app");
        var result = (await Demo.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).OrThrow()["result"];

        (await VerifyAsync(result)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Somebody_of_the_pool_who_has_no_account_here_does_not_come_in()
    {
        using var phone = await provider.NewPersonAsync();

        (await VerifyAsync(await SignedDataAsync(phone))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("passkey-append")]
    [InlineData("passkey-list")]
    [InlineData("passkey-delete")]
    public async Task A_connect_token_needs_a_session(string type) =>
        (await ConnectTokenAsync(_sample.NewCaller(Origin), type, session: null)).Status.ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task A_connect_token_of_no_known_type_is_not_given() =>
        (await ConnectTokenAsync(_sample.NewCaller(Origin), "passkey-anything", session: null)).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task When_the_service_does_not_answer_that_is_said_and_not_why()
    {
        using var sample = new SampleHost<ConnectSettings>(provider, ("Connect:ClientSecret", "not-the-secret"));

        var answer = await ConnectTokenAsync(sample.NewCaller(Origin), "passkey-login", session: null);

        answer.Status.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Text.ShouldBe("""{"error":"Internal server error"}""");
    }

    [Fact]
    public async Task A_code_of_somebody_elses_registration_is_not_taken()
    {
        using var mine = Demo.NewPhone();
        using var theirs = Demo.NewPhone();
        var caller = _sample.NewCaller(Origin);
        var (me, them) = (await SignUpAsync(caller, NewEmail()), await SignUpAsync(caller, NewEmail()));
        var code = await RegisterAsync(caller, theirs, them);

        (await caller.PostAsync("/auth/completeAppend", new JsonObject { ["code"] = code }, me)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_page_of_another_site_changes_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/createConnectToken") { Content = Caller.Json("""{"type":"passkey-login"}""") };
        request.Headers.Add("Origin", "https://evil.example.test");
        using var browser = _sample.NewBrowser(Origin);

        (await browser.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_page_runs_its_own_script_alone()
    {
        var answer = await _sample.NewCaller(Origin).GetAsync("/");

        answer.Headers["Content-Security-Policy"].ShouldContain("script-src 'self';");
        answer.Headers["Content-Security-Policy"].ShouldNotContain("unsafe");
    }

    private static string NewEmail() => $"{RandomNumberGenerator.GetHexString(12, lowercase: true)}@connect.example";

    // The session token of the cookie, as a header: a page's cookie and an app's token are the same session.
    private static async Task<string> SignUpAsync(Caller caller, string email)
    {
        var answer = (await caller.PostAsync("/auth/signup", new JsonObject { ["email"] = email, ["password"] = "correct horse battery" })).OrThrow();
        return Uri.UnescapeDataString(answer.Headers["Set-Cookie"].Split(';')[0]["session=".Length..]);
    }

    private static Task<Answer> ConnectTokenAsync(Caller caller, string type, string? session) =>
        caller.PostAsync("/auth/createConnectToken", new JsonObject { ["type"] = type }, session);

    private async Task EnrolAsync(string email, SoftwareAuthenticator phone, SampleHost<ConnectSettings>? on = null)
    {
        var caller = (on ?? _sample).NewCaller(Origin);
        var session = await SignUpAsync(caller, email);
        var code = await RegisterAsync(caller, phone, session);
        (await caller.PostAsync("/auth/completeAppend", new JsonObject { ["code"] = code }, session)).OrThrow();
    }

    private async Task<string> RegisterAsync(Caller caller, SoftwareAuthenticator phone, string session)
    {
        var token = (await ConnectTokenAsync(caller, "passkey-append", session)).OrThrow()["connectToken"];
        var ceremony = await Demo.BeginRegistrationAsync(token);
        return (await Demo.FinishRegistrationAsync(ceremony, phone.Register(ceremony.Options), token)).OrThrow()["code"];
    }

    private async Task<string> SignedDataAsync(SoftwareAuthenticator phone, SampleHost<ConnectSettings>? on = null)
    {
        var token = (await ConnectTokenAsync((on ?? _sample).NewCaller(Origin), "passkey-login", session: null)).OrThrow()["connectToken"];
        var begun = (await Demo.PostAsync("login/webauthn/options", new JsonObject(), token)).OrThrow();
        var ceremony = new Ceremony(begun["ceremony"], begun.Body["publicKey"]!.AsObject());
        return (await Demo.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).OrThrow()["result"];
    }

    private Task<Answer> VerifyAsync(string data, bool native = false, string origin = Origin, SampleHost<ConnectSettings>? on = null) =>
        (on ?? _sample).NewCaller(origin).PostAsync("/auth/verifySignedPasskeyData", new JsonObject { ["signedPasskeyData"] = data, ["native"] = native });

    private async Task<Answer> MeAsync(string cookie)
    {
        using var browser = _sample.NewBrowser(Origin, handleCookies: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/auth/me");
        request.Headers.Add("Cookie", cookie);
        using var response = await browser.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}
