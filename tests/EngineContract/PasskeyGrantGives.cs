using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

public sealed class PasskeyGrantGives(ContractHost host) : ContractCase(host)
{
    [Fact]
    public async Task An_access_token_an_id_token_and_a_refresh_token()
    {
        var answer = (await TokenAsync(await NewPasskeyFormAsync())).ShouldBeGranted();

        answer["access_token"].ShouldNotBeEmpty();
        answer["id_token"].ShouldNotBeEmpty();
        answer["refresh_token"].ShouldNotBeEmpty();
        answer["token_type"].ShouldBe("Bearer");
        ((int)answer.Body["expires_in"]!).ShouldBe(600);
        Words(answer.Body["scope"]).ShouldBe(Tokens.EveryScope.Split(' '), ignoreOrder: true);
    }

    [Fact]
    public async Task An_answer_that_no_cache_keeps() =>
        (await TokenAsync(await NewPasskeyFormAsync())).ShouldBeGranted().Headers["Cache-Control"].ShouldContain("no-store");

    [Fact]
    public async Task An_id_token_that_says_who_signed_in_where_and_how()
    {
        var answer = (await TokenAsync(await NewPasskeyFormAsync())).ShouldBeGranted();
        var claims = Tokens.ClaimsOf(answer["id_token"]);

        ((string?)claims["iss"]).ShouldBe((await Host.Caller.GetAsync("/.well-known/openid-configuration"))["issuer"]);
        ((string?)claims["aud"]).ShouldBe(NativeApp);
        ((string?)claims["sub"]).ShouldNotBeNullOrEmpty();
        ((string?)claims["sid"]).ShouldNotBeNullOrEmpty();
        ((string?)claims["pool"]).ShouldBe(DemoPool);
        StringsOf(claims["amr"]).ShouldBe(["pop", "user", "mfa"], ignoreOrder: true);
        ((string?)claims["acr"]).ShouldBe("phr");
        ((long)claims["auth_time"]!).ShouldBeInRange((long)claims["iat"]! - 60, (long)claims["iat"]!);
        ((long)claims["exp"]!).ShouldBeGreaterThan((long)claims["iat"]!);
    }

    [Fact]
    public async Task An_id_token_bound_to_the_access_token()
    {
        var answer = (await TokenAsync(await NewPasskeyFormAsync())).ShouldBeGranted();

        ((string?)Tokens.ClaimsOf(answer["id_token"])["at_hash"]).ShouldBe(HalfHashOf(answer["access_token"]));
    }

    [Fact]
    public async Task An_access_token_for_the_api_of_its_scope()
    {
        var answer = (await TokenAsync(await NewPasskeyFormAsync(scope: "openid demo-api"))).ShouldBeGranted();
        var claims = Tokens.ClaimsOf(answer["access_token"]);

        StringsOf(claims["aud"]).ShouldContain("demo-api");
        ((string?)claims["client_id"]).ShouldBe(NativeApp);
        Words(claims["scope"]).ShouldBe(["openid", "demo-api"], ignoreOrder: true);
        ((string?)claims["pool"]).ShouldBe(DemoPool);
        ((string?)claims["sub"]).ShouldBe((string?)Tokens.ClaimsOf(answer["id_token"])["sub"]);
        ((long)claims["exp"]! - (long)claims["iat"]!).ShouldBe(600);
    }

    // RFC 9068 §2.2.1: so that an API can tell whether the authentication is enough (RFC 9470 §6.1).
    [Theory]
    [InlineData("auth_time")]
    [InlineData("acr")]
    [InlineData("amr")]
    [InlineData("sid")]
    public async Task An_access_token_that_says_of_the_authentication(string claim)
    {
        var answer = (await TokenAsync(await NewPasskeyFormAsync(scope: "openid demo-api"))).ShouldBeGranted();

        Tokens.ClaimsOf(answer["access_token"])[claim].ShouldNotBeNull().ToJsonString().ShouldBe(Tokens.ClaimsOf(answer["id_token"])[claim]!.ToJsonString());
    }

    [Fact]
    public async Task An_access_token_of_the_type_of_rfc_9068()
    {
        var token = (await TokenAsync(await NewPasskeyFormAsync())).ShouldBeGranted()["access_token"];
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[0]))!;

        ((string?)header["typ"]).ShouldBe("at+jwt");
        ((string?)header["kid"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task No_id_token_without_openid() =>
        (await TokenAsync(await NewPasskeyFormAsync(scope: "demo-api"))).ShouldBeGranted().Body.ContainsKey("id_token").ShouldBeFalse();

    [Fact]
    public async Task No_refresh_token_without_offline_access() =>
        (await TokenAsync(await NewPasskeyFormAsync(scope: "openid demo-api"))).ShouldBeGranted().Body.ContainsKey("refresh_token").ShouldBeFalse();

    [Fact]
    public async Task Every_scope_the_client_may_have_when_none_was_named()
    {
        var answer = (await TokenAsync(await NewPasskeyFormAsync(scope: null))).ShouldBeGranted();

        Words(answer.Body["scope"]).ShouldBe(Tokens.EveryScope.Split(' '), ignoreOrder: true);
    }

    [Fact]
    public async Task Tokens_for_a_ceremony_that_named_no_client() =>
        (await TokenAsync(await NewPasskeyFormAsync(begunFor: null))).ShouldBeGranted();

    [Fact]
    public async Task Tokens_for_a_result_code()
    {
        var answer = (await TokenAsync(await NewCodeFormAsync())).ShouldBeGranted();

        answer["access_token"].ShouldNotBeEmpty();
        answer["id_token"].ShouldNotBeEmpty();
        answer["refresh_token"].ShouldNotBeEmpty();
    }

    [Fact]
    public async Task No_more_scope_than_begin_named_when_the_request_names_none()
    {
        using var phone = await NewPersonAsync();
        var ceremony = await Demo.BeginSignInAsync(clientId: NativeApp, scope: "openid demo-api");
        var form = Form(("grant_type", Tokens.PasskeyGrant), ("client_id", NativeApp), ("ceremony", ceremony.Token), ("credential", phone.Sign(ceremony.Options).ToJsonString()));

        var answer = (await TokenAsync(form)).ShouldBeGranted();

        Words(answer.Body["scope"]).ShouldBe(["openid", "demo-api"], ignoreOrder: true);
        answer.Body.ContainsKey("refresh_token").ShouldBeFalse();
    }

    [Fact]
    public async Task Tokens_for_a_sign_in_with_a_name()
    {
        var (identifier, phone) = (NewIdentifier(), Demo.NewPhone());
        using (phone)
        {
            await Demo.SignUpAsync(identifier, phone);
            var ceremony = await Demo.BeginSignInAsync(identifier, NativeApp);

            (await Demo.TokenAsync(ceremony, phone.Sign(ceremony.Options))).ShouldBeGranted();
        }
    }

    [Fact]
    public async Task A_session_of_its_own_for_each_sign_in()
    {
        using var phone = await NewPersonAsync();
        var (first, second) = (await Demo.SignInAsync(phone), await Demo.SignInAsync(phone));

        ((string?)Tokens.ClaimsOf(first.Id!)["sid"]).ShouldNotBe((string?)Tokens.ClaimsOf(second.Id!)["sid"]);
        ((string?)Tokens.ClaimsOf(first.Id!)["sub"]).ShouldBe((string?)Tokens.ClaimsOf(second.Id!)["sub"]);
    }

    [Fact]
    public async Task Tokens_and_no_sign_in_at_a_browser() =>
        (await TokenAsync(await NewPasskeyFormAsync())).ShouldBeGranted().Headers.ContainsKey("Set-Cookie").ShouldBeFalse();

    // RFC 9068 §3: the host itself is meant where the scope is its own.
    [Theory]
    [InlineData("openid", new string[0], true)]
    [InlineData("openid passkeys", new string[0], true)]
    [InlineData("openid demo-api", new[] { "demo-api" }, false)]
    [InlineData("openid passkeys demo-api", new[] { "demo-api" }, true)]
    public async Task An_access_token_for(string scope, string[] apis, bool andTheHost)
    {
        var claims = Tokens.ClaimsOf((await TokenAsync(await NewPasskeyFormAsync(scope: scope))).ShouldBeGranted()["access_token"]);

        StringsOf(claims["aud"]).ShouldBe(andTheHost ? [.. apis, Host.Origin] : apis, ignoreOrder: true);
    }

    [Fact]
    public async Task An_access_token_that_opens_the_persons_own_passkeys()
    {
        var token = (await TokenAsync(await NewPasskeyFormAsync(scope: "passkeys"))).ShouldBeGranted()["access_token"];

        (await Demo.PasskeysAsync(token)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_access_token_that_does_not_without_the_scope()
    {
        var token = (await TokenAsync(await NewPasskeyFormAsync(scope: "openid demo-api"))).ShouldBeGranted()["access_token"];

        (await Demo.GetAsync("passkeys", token)).ShouldBe(HttpStatusCode.Forbidden, "insufficient_scope");
    }

    [Fact]
    public async Task A_reference_that_is_read_as_well()
    {
        var token = (await TokenAsync(await NewPasskeyFormAsync(ReferenceApp, "openid", ReferenceApp))).ShouldBeGranted()["access_token"];

        (await Demo.GetAsync("passkeys", token)).ShouldBe(HttpStatusCode.Forbidden, "insufficient_scope");
    }

    [Fact]
    public async Task Tokens_to_a_confidential_client_that_authenticates_with_basic()
    {
        var form = await NewPasskeyFormAsync("backend", "openid profile email", begunFor: "backend");
        form.Remove("client_id");

        (await TokenAsync(form, Basic("backend", "backend-secret"))).ShouldBeGranted()["id_token"].ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Tokens_to_a_confidential_client_that_authenticates_in_the_form()
    {
        var form = await NewPasskeyFormAsync("backend", "openid", begunFor: "backend");
        form["client_secret"] = "backend-secret";

        (await TokenAsync(form)).ShouldBeGranted()["id_token"].ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_reference_to_a_client_that_wants_no_jwt()
    {
        var answer = (await TokenAsync(await NewPasskeyFormAsync(ReferenceApp, "openid demo-api", ReferenceApp))).ShouldBeGranted();

        answer["access_token"].ShouldNotContain(".");
        (await IntrospectAsync(answer["access_token"])).ShouldBeActive();
    }
}
