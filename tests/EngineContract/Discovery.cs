using System.Text.Json.Nodes;

namespace Passkeys.EngineContract;

public sealed class Discovery(ContractHost host) : ContractCase(host)
{
    [Theory]
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
    [InlineData("refresh_token")]
    [InlineData("client_credentials")]
    public async Task Names_the_grant_type(string grantType) => Strings(await ReadAsync(), "grant_types_supported").ShouldContain(grantType);

    [Theory]
    [InlineData("openid")]
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
