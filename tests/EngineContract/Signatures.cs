using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Passkeys.EngineContract.Browsing;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>Whatever the host signs verifies by the keys it publishes.</summary>
public sealed class Signatures(ContractHost host) : CodeFlowCase(host)
{
    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "k", "oth"];

    [Fact]
    public async Task Of_id_tokens_verify() => (await Jwks.ReadAsync(Host)).ShouldHaveSigned((await NewTokensAsync()).Id!, "JWT");

    [Fact]
    public async Task Of_access_tokens_verify() => (await Jwks.ReadAsync(Host)).ShouldHaveSigned((await NewTokensAsync()).Access, "at+jwt");

    [Fact]
    public async Task Of_id_tokens_of_the_code_flow_verify()
    {
        using var browser = await NewBrowserAsync();

        (await Jwks.ReadAsync(Host)).ShouldHaveSigned((await SignInAsync(browser)).Id!, "JWT");
    }

    [Fact]
    public async Task Of_a_clients_own_tokens_verify()
    {
        var answer = await TokenAsync(Form(("grant_type", "client_credentials")), Basic("backend", "backend-secret"));

        (await Jwks.ReadAsync(Host)).ShouldHaveSigned(answer.ShouldBeGranted()["access_token"], "at+jwt");
    }

    [Fact]
    public async Task Of_the_result_of_a_sign_in_verify()
    {
        var (_, result) = await FinishAsync();

        (await Jwks.ReadAsync(Host)).ShouldHaveSigned(result, "passkey-result+jwt");
    }

    // At most five minutes, for one client, of one use.
    [Fact]
    public async Task Of_the_result_of_a_sign_in_are_for_its_client_and_for_a_while()
    {
        var (tokens, result) = await FinishAsync();

        var claims = Tokens.ClaimsOf(result);
        ((string?)claims["iss"]).ShouldBe(Host.Origin);
        ((string?)claims["aud"]).ShouldBe(NativeApp);
        ((string?)claims["sub"]).ShouldBe((string?)Tokens.ClaimsOf(tokens.Id!)["sub"]);
        ((string?)claims["pool"]).ShouldBe(DemoPool);
        ((string?)claims["jti"]).ShouldNotBeNullOrEmpty();
        ((long)claims["exp"]! - (long)claims["iat"]!).ShouldBeInRange(1, 300);
    }

    [Fact]
    public async Task Of_the_result_of_a_sign_in_open_nothing()
    {
        var (_, result) = await FinishAsync();

        (await UserInfoAsync(result)).ShouldBeInvalidToken();
        (await IntrospectAsync(result)).ShouldBeInactive();
    }

    [Fact]
    public async Task Tell_by_which_algorithm_as_discovery_does()
    {
        var discovery = (await Host.Caller.GetAsync("/.well-known/openid-configuration")).ShouldBeGranted();
        var header = JsonNode.Parse(Base64Url.DecodeFromChars((await NewTokensAsync()).Id!.Split('.')[0]))!;

        StringsOf(discovery.Body["id_token_signing_alg_values_supported"]).ShouldContain((string)header["alg"]!);
    }

    // RFC 7517 §4: what a client chooses a key by.
    [Fact]
    public async Task Are_made_with_keys_that_say_what_they_are_for()
    {
        var discovery = (await Host.Caller.GetAsync("/.well-known/openid-configuration")).ShouldBeGranted();
        var keys = (await Host.Caller.GetAsync(new Uri(discovery["jwks_uri"]).PathAndQuery)).ShouldBeGranted().Body["keys"]!.AsArray();

        keys.ShouldNotBeEmpty();
        keys.ShouldAllBe(key => key!["kid"] != null && key["kty"] != null && (string?)key["use"] == "sig" && key["alg"] != null);
        keys.SelectMany(key => key!.AsObject()).ShouldAllBe(member => !PrivateMembers.Contains(member.Key));
    }

    [Theory]
    [InlineData("alg", "none")]
    [InlineData("alg", "HS256")]
    [InlineData("kid", "nobody")]
    [InlineData("typ", "JWT")]
    public async Task Do_not_verify_with_another(string member, string value)
    {
        var parts = (await NewTokensAsync()).Access.Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!.AsObject();
        header[member] = value;
        var forged = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{parts[1]}.{parts[2]}";

        (await UserInfoAsync(forged)).ShouldBeInvalidToken();
        (await IntrospectAsync(forged)).ShouldBeInactive();
    }

    private async Task<(Tokens Tokens, string Result)> FinishAsync()
    {
        using var phone = await NewPersonAsync();
        var ceremony = await Demo.BeginSignInAsync(clientId: NativeApp);
        var finished = (await Demo.FinishSignInAsync(ceremony, phone.Sign(ceremony.Options))).OrThrow();
        var tokens = Tokens.Of(await TokenAsync(Form(("grant_type", Tokens.PasskeyGrant), ("client_id", NativeApp), ("code", finished["code"]))));
        return (tokens, finished["result"]);
    }
}
