using System.Text.Json.Nodes;

namespace Passkeys.EngineContract;

public sealed class Discovery(ContractHost host) : ContractCase(host)
{
    [Theory]
    [InlineData("authorization_endpoint", "/connect/authorize")]
    [InlineData("pushed_authorization_request_endpoint", "/connect/par")]
    [InlineData("end_session_endpoint", "/connect/endsession")]
    [InlineData("token_endpoint", "/connect/token")]
    [InlineData("userinfo_endpoint", "/connect/userinfo")]
    [InlineData("introspection_endpoint", "/connect/introspect")]
    [InlineData("revocation_endpoint", "/connect/revocation")]
    public async Task Names(string member, string path)
    {
        var document = await ReadAsync();

        ((string?)document[member]).ShouldBe((string?)document["issuer"] + path);
    }

    [Fact]
    public async Task Names_the_issuer_it_was_asked_at() => ((string?)(await ReadAsync())["issuer"]).ShouldBe(Host.Origin);

    [Theory]
    [InlineData("urn:passkeys:params:oauth:grant-type:webauthn")]
    [InlineData("authorization_code")]
    [InlineData("refresh_token")]
    [InlineData("client_credentials")]
    public async Task Names_the_grant_type(string grantType) => Strings(await ReadAsync(), "grant_types_supported").ShouldContain(grantType);

    [Theory]
    [InlineData("response_types_supported", "code")]
    [InlineData("response_modes_supported", "query")]
    [InlineData("response_modes_supported", "form_post")]
    [InlineData("code_challenge_methods_supported", "S256")]
    [InlineData("prompt_values_supported", "none")]
    [InlineData("prompt_values_supported", "login")]
    [InlineData("prompt_values_supported", "consent")]
    [InlineData("prompt_values_supported", "select_account")]
    [InlineData("prompt_values_supported", "create")]
    [InlineData("acr_values_supported", "phr")]
    [InlineData("subject_types_supported", "public")]
    public async Task Names_what_an_authorization_request_may_have(string member, string value) => Strings(await ReadAsync(), member).ShouldContain(value);

    [Fact]
    public async Task Promises_the_issuer_in_every_authorization_response() =>
        ((bool)(await ReadAsync())["authorization_response_iss_parameter_supported"]!).ShouldBeTrue();

    [Theory]
    [InlineData("token_endpoint_auth_methods_supported", "client_secret_basic")]
    [InlineData("token_endpoint_auth_methods_supported", "client_secret_post")]
    [InlineData("introspection_endpoint_auth_methods_supported", "client_secret_basic")]
    [InlineData("revocation_endpoint_auth_methods_supported", "client_secret_basic")]
    public async Task Names_how_a_client_authenticates(string member, string value) => Strings(await ReadAsync(), member).ShouldContain(value);

    [Theory]
    [InlineData("backchannel_logout_supported")]
    [InlineData("backchannel_logout_session_supported")]
    public async Task Promises(string member) => ((bool)(await ReadAsync())[member]!).ShouldBeTrue();

    [Theory]
    [InlineData("sub")]
    [InlineData("pool")]
    [InlineData("email")]
    [InlineData("name")]
    [InlineData("preferred_username")]
    public async Task Names_the_claim(string claim) => Strings(await ReadAsync(), "claims_supported").ShouldContain(claim);

    [Theory]
    [InlineData("openid")]
    [InlineData("profile")]
    [InlineData("email")]
    [InlineData("offline_access")]
    [InlineData("passkeys")]
    [InlineData("demo-api")]
    public async Task Names_the_scope(string scope) => Strings(await ReadAsync(), "scopes_supported").ShouldContain(scope);

    [Fact]
    public async Task Publishes_keys_without_their_private_half()
    {
        var address = new Uri((string)(await ReadAsync())["jwks_uri"]!);
        var keys = (await Host.Caller.GetAsync(address.PathAndQuery)).ShouldBeGranted().Body["keys"]!.AsArray();

        keys.ShouldNotBeEmpty();
        keys.ShouldAllBe(key => !key!.AsObject().ContainsKey("d"));
    }

    private async Task<JsonObject> ReadAsync() => (await Host.Caller.GetAsync("/.well-known/openid-configuration")).ShouldBeGranted().Body;

    private static string[] Strings(JsonObject document, string member) => [.. document[member]!.AsArray().Select(item => (string)item!)];
}
