using System.Net;
using System.Text.Json.Nodes;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Authenticators;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.BadInput;

/// <summary>Bodies with one member wrong or missing: 400 that names the member, nothing written, the ceremony not spent, nothing secret logged.</summary>
public sealed class WrongMembers(OwnHost own) : IClassFixture<OwnHost>, IAsyncLifetime
{
    private readonly HostFixture _host = own.Host;
    private readonly Site _site = own.Host.Pool("demo");
    private SoftwareAuthenticator _phone = null!;

    public static TheoryData<string, string, string> Simple { get; } = new()
    {
        { "signup", "{}", "identifier" },
        { "signup", """{"identifier":null}""", "identifier" },
        { "signup", """{"identifier":""}""", "identifier" },
        { "signup", """{"identifier":"   "}""", "identifier" },
        { "signup", """{"identifier":7}""", "identifier" },
        { "signup", """{"identifier":["ada"]}""", "identifier" },
        { "signup", """{"identifier":"ada\u0000"}""", "identifier" },
        { "signup", """{"identifier":"\ud800"}""", "identifier" },
        { "signup", """{"identifier":"ada@example.com","displayName":7}""", "displayName" },
        { "signup", """{"identifier":"ada@example.com","captcha":{}}""", "captcha" },
        { "activate", """{"code":"12345678"}""", "identifier" },
        { "activate", """{"identifier":"ada@example.com"}""", "code" },
        { "activate", """{"identifier":"ada@example.com","code":12345678}""", "code" },
        { "activate/resend", "{}", "identifier" },
        { "recovery", "{}", "identifier" },
        { "recovery", """{"identifier":"   "}""", "identifier" },
        { "recovery/verify", """{"code":"12345678"}""", "identifier" },
        { "recovery/verify", """{"identifier":"ada@example.com"}""", "code" },
        { "recovery/verify", """{"identifier":"ada@example.com","code":12345678}""", "code" },
        { "invitations/accept", "{}", "code" },
        { "invitations/accept", """{"code":true}""", "code" },
        { "login/webauthn/options", """{"identifier":7}""", "identifier" },
        { "login/webauthn/options", """{"identifier":{"a":1}}""", "identifier" },
        { "login/webauthn/options", """{"clientId":"nobody"}""", "clientId" },
        { "login/webauthn/options", """{"clientId":"staff-app"}""", "clientId" },
        { "login/webauthn/options", """{"clientId":7}""", "clientId" },
        { "login/webauthn/options", """{"mediation":"sometimes"}""", "mediation" },
        { "login/webauthn/options", """{"mediation":true}""", "mediation" },
        { "login/webauthn/options", """{"scope":["openid"]}""", "scope" },
        { "login/webauthn/finish", """{"credential":{}}""", "ceremony" },
        { "login/webauthn/finish", """{"ceremony":7,"credential":{}}""", "ceremony" },
        { "login/webauthn/finish", """{"ceremony":"YQ==","credential":{}}""", "ceremony" },
        { "login/webauthn/finish", """{"ceremony":"YWFh"}""", "credential" },
        { "login/webauthn/finish", """{"ceremony":"YWFh","credential":"text"}""", "credential" },
        { "login/webauthn/finish", """{"ceremony":"YWFh","credential":{}}""", "credential.type" },
        { "register/webauthn/begin", """{"signup":7}""", "signup" },
    };

    public static TheoryData<string, string, string?> InAssertion { get; } = new()
    {
        { "type", "\"password\"", null },
        { "type", "null", null },
        { "rawId", "null", null },
        { "rawId", "7", null },
        { "rawId", "\"YQ==\"", null },
        { "rawId", "\"a+b/\"", null },
        { "rawId", "\"a b\"", null },
        { "rawId", "\"AAAA\"", "credential.id" },
        { "id", "\"AAAA\"", null },
        { "response", "null", null },
        { "response", "[]", null },
        { "response.clientDataJSON", "null", null },
        { "response.clientDataJSON", "\"bm90IGpzb24\"", null },
        { "response.clientDataJSON", "\"e30\"", null },
        { "response.clientDataJSON", "\"W10\"", null },
        { "response.authenticatorData", "null", null },
        { "response.authenticatorData", "\"\"", null },
        { "response.authenticatorData", "\"AAAA\"", null },
        { "response.authenticatorData", "\"AAAA=\"", null },
        { "response.signature", "null", null },
        { "response.signature", "\"\"", null },
        { "response.signature", "\"A\"", null },
        { "response.userHandle", "7", null },
        { "response.userHandle", "\"AA==\"", null },
    };

    public static TheoryData<string, string> InRegistration { get; } = new()
    {
        { "type", "\"password\"" },
        { "rawId", "\"YQ==\"" },
        { "id", "\"AAAA\"" },
        { "response.clientDataJSON", "\"e30\"" },
        { "response.attestationObject", "null" },
        { "response.attestationObject", "\"\"" },
        { "response.attestationObject", "\"AAAA\"" },
        { "response.attestationObject", "\"o2NmbXQ\"" },
        { "response.attestationObject", "\"oA\"" },
        { "response.transports", "\"internal\"" },
        { "response.transports", "[7]" },
    };

    public async ValueTask InitializeAsync() => (_phone, _) = await _site.NewPersonAsync();

    public ValueTask DisposeAsync()
    {
        _phone.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory, MemberData(nameof(Simple))]
    public async Task A_wrong_member_is_named(string endpoint, string body, string member) =>
        await WritesNothingAsync(() => _host.Caller.PostTextAsync(_site.Path(endpoint), body), member);

    [Theory, MemberData(nameof(InAssertion))]
    public async Task A_wrong_member_of_an_assertion_is_named_and_spends_nothing(string path, string value, string? named)
    {
        var ceremony = await _site.BeginSignInAsync();
        var good = _phone.Sign(ceremony.Options);

        await WritesNothingAsync(() => _site.FinishSignInAsync(ceremony, With(good, path, value)), named ?? $"credential.{path}");

        (await _site.FinishSignInAsync(ceremony, good)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory, MemberData(nameof(InRegistration))]
    public async Task A_wrong_member_of_a_registration_is_named_and_spends_nothing(string path, string value)
    {
        using var laptop = _site.NewPhone();
        var ceremony = await _site.BeginSignUpAsync(Someone.New());
        var good = laptop.Register(ceremony.Options);

        await WritesNothingAsync(() => _site.FinishRegistrationAsync(ceremony, With(good, path, value)), $"credential.{path}");

        (await _site.FinishRegistrationAsync(ceremony, good)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Unknown_members_are_ignored()
    {
        var ceremony = await _site.BeginSignInAsync();
        var body = new JsonObject
        {
            ["ceremony"] = ceremony.Token,
            ["credential"] = _phone.Sign(ceremony.Options, draft => draft.AlterReply = reply => reply["unknown"] = new JsonArray(1, 2)),
            ["nobody"] = new JsonObject { ["knows"] = "me" },
        };

        (await _site.PostAsync("login/webauthn/finish", body)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_identifier_of_257_characters_is_refused()
    {
        var body = new JsonObject { ["identifier"] = new string('a', 257) };

        (await _site.PostAsync("signup", body)).ShouldName("identifier");
        (await _site.PostAsync("login/webauthn/options", body.DeepClone())).ShouldName("identifier");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("passkeys")]
    public async Task A_return_address_elsewhere_is_refused(string returnUrl)
    {
        var ceremony = await _site.BeginSignInAsync();
        var body = new JsonObject { ["ceremony"] = ceremony.Token, ["credential"] = _phone.Sign(ceremony.Options), ["returnUrl"] = returnUrl };

        (await _site.PostAsync("login/webauthn/finish", body)).ShouldName("returnUrl");
    }

    [Fact]
    public async Task A_forged_ceremony_is_refused_like_a_wrong_signature()
    {
        var ceremony = await _site.BeginSignInAsync();
        var forged = ceremony with { Token = ceremony.Token[..^4] + "AAAA" };

        (await _site.FinishSignInAsync(forged, _phone.Sign(ceremony.Options))).ShouldBeRefused();
    }

    [Fact]
    public async Task A_registration_ceremony_does_not_sign_in()
    {
        var registration = await _site.BeginSignUpAsync(Someone.New());
        var reply = _phone.SignWith(_phone.Credentials[0], registration.Options);

        (await _site.FinishSignInAsync(registration, reply)).ShouldBeRefused();
    }

    [Fact]
    public async Task Nothing_secret_is_logged()
    {
        var identifier = Someone.New();
        var ceremony = await _site.BeginSignInAsync(clientId: "native-app");
        var wrong = _phone.Sign(ceremony.Options, draft => draft.AlterSignature = ByteEdits.WithFlippedBit);
        using var laptop = _site.NewPhone();
        var signUp = await _site.BeginSignUpAsync(identifier);
        var registration = laptop.Register(signUp.Options);

        await _site.FinishSignInAsync(ceremony, wrong);
        await _site.FinishRegistrationAsync(signUp, registration);
        var tokens = await _site.SignInAsync(laptop);
        var refreshed = Tokens.Of(await _host.RefreshAsync(tokens.Refresh!));
        await _host.Caller.PostTextAsync(_site.Path("activate"), $$"""{"identifier":"{{identifier}}","code":"87654321"}""");

        string[] secrets =
        [
            identifier, "87654321", ceremony.Token, signUp.Token, signUp.SignUp!, tokens.Access, tokens.Refresh!, tokens.Id!, refreshed.Access, refreshed.Refresh!,
            ceremony.Options.Text("challenge"), wrong["response"]!.Text("signature"), registration["response"]!.Text("attestationObject"),
        ];
        foreach (var secret in secrets)
            _host.Log.Lines.ShouldNotContain(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    private async Task WritesNothingAsync(Func<Task<Answer>> call, string member)
    {
        var before = await _host.CountRowsAsync();

        var answer = await call();

        answer.ShouldBe(HttpStatusCode.BadRequest, "invalid_request");
        ((string?)answer.Body["member"]).ShouldBe(member, answer.Text);
        (await _host.CountRowsAsync()).ShouldBe(before);
    }

    private static JsonObject With(JsonObject reply, string path, string value)
    {
        var copy = reply.DeepClone().AsObject();
        var names = path.Split('.');
        var parent = names.SkipLast(1).Aggregate(copy, (node, name) => node[name]!.AsObject());
        parent[names[^1]] = JsonNode.Parse(value);
        return copy;
    }
}
