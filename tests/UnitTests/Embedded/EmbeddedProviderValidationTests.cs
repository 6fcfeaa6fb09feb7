using Passkeys.IdentityServer.Embedded.Configuration;
using Shouldly;
using Xunit;

namespace Passkeys.UnitTests.Embedded;

public sealed class EmbeddedProviderValidationTests
{
    [Fact]
    public void A_sound_configuration_is_accepted() => Failures(_ => { }).ShouldBeEmpty();

    [Theory]
    [InlineData("id.example.com")]
    [InlineData("ftp://id.example.com")]
    [InlineData("https://id.example.com/")]
    [InlineData("https://id.example.com?a=b")]
    [InlineData("https://id.example.com#a")]
    public void An_issuer_that_no_client_could_compare_is_refused(string issuer) =>
        Failures(options => options.Issuer = issuer).ShouldHaveSingleItem().ShouldContain(issuer);

    [Fact]
    public void A_client_with_a_key_needs_an_issuer_that_is_set() =>
        Failures(options => (options.Issuer, options.Clients[0].Jwks) = (null, """{"keys":[]}""")).ShouldContain(failure => failure.Contains("Issuer must be set", StringComparison.Ordinal));

    [Fact]
    public void Two_clients_of_one_id_are_refused() =>
        Failures(options => options.Clients.Add(Sound())).ShouldHaveSingleItem().ShouldContain("2 times");

    [Fact]
    public void A_client_with_the_id_of_an_api_is_refused() =>
        Failures(options => options.Clients[0].ClientId = "orders").ShouldHaveSingleItem().ShouldContain("'orders'");

    [Fact]
    public void A_scope_that_no_api_has_is_refused() =>
        Failures(options => options.Clients[0].Scopes.Add("nothing")).ShouldHaveSingleItem().ShouldContain("'nothing'");

    [Fact]
    public void A_grant_type_that_does_not_exist_is_refused() =>
        Failures(options => options.Clients[0].GrantTypes.Add("password")).ShouldHaveSingleItem().ShouldContain("'password'");

    [Fact]
    public void Offline_access_without_refreshing_is_refused() =>
        Failures(options => options.Clients[0].GrantTypes.Remove(GrantTypes.RefreshToken)).ShouldHaveSingleItem().ShouldContain("offline_access");

    [Fact]
    public void Client_credentials_without_a_secret_are_refused() =>
        Failures(options => options.Clients[0].GrantTypes.Add(GrantTypes.ClientCredentials)).ShouldHaveSingleItem().ShouldContain("secret");

    [Fact]
    public void Signing_people_in_without_a_pool_is_refused() =>
        Failures(options => options.Clients[0].Pools.Clear()).ShouldHaveSingleItem().ShouldContain("no pool");

    [Fact]
    public void A_pool_that_cannot_be_is_refused() =>
        Failures(options => options.Clients[0].Pools.Add("No Pool")).ShouldHaveSingleItem().ShouldContain("'No Pool'");

    [Fact]
    public void A_secret_in_clear_is_refused() =>
        Failures(options => options.Clients[0].SecretHashes.Add("in-clear")).ShouldHaveSingleItem().ShouldContain("SHA-256");

    [Theory]
    [InlineData("/signin")]
    [InlineData("https://app.example.com/*")]
    [InlineData("https://app.example.com/#fragment")]
    [InlineData("https://app.example.com/#")]
    [InlineData("http://app.example.com/")]
    [InlineData("https://user@app.example.com/")]
    [InlineData("https://app.example.com/a b")]
    [InlineData("https://äpp.example.com/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("myapp:/signed-in")]
    [InlineData("file:///signed-in")]
    public void A_redirect_uri_that_somebody_else_could_answer_to_is_refused(string uri) =>
        Failures(options => options.Clients[0].RedirectUris.Add(uri)).ShouldHaveSingleItem().ShouldContain(uri);

    [Theory]
    [InlineData("https://app.example.com/signed-in?from=provider")]
    [InlineData("http://localhost:5001/signed-in")]
    [InlineData("http://acme.localhost:5001/signed-in")]
    [InlineData("http://127.0.0.1/signed-in")]
    [InlineData("http://[::1]/signed-in")]
    [InlineData("com.example.app:/signed-in")]
    public void A_redirect_uri_that_reaches_the_client_is_accepted(string uri) => Failures(options => options.Clients[0].RedirectUris.Add(uri)).ShouldBeEmpty();

    [Fact]
    public void An_origin_with_a_path_is_refused() =>
        Failures(options => options.Clients[0].AllowedCorsOrigins.Add("https://app.example.com/")).ShouldHaveSingleItem().ShouldContain("origin");

    [Fact]
    public void Pushing_without_the_code_flow_is_refused() => Failures(options =>
    {
        options.Clients[0].GrantTypes.Remove(GrantTypes.AuthorizationCode);
        options.Clients[0].RequirePushedAuthorizationRequests = true;
    }).ShouldHaveSingleItem().ShouldContain("RequirePushedAuthorizationRequests");

    [Theory]
    [InlineData("https://app.example.com/logout?x=y")]
    [InlineData("http://localhost:5001/logout")]
    [InlineData("http://127.0.0.1:5001/logout")]
    [InlineData("http://[::1]:5001/logout")]
    public void A_logout_address_that_nobody_can_listen_to_is_accepted(string uri) =>
        Failures(options => options.Clients[0].BackChannelLogoutUri = uri).ShouldBeEmpty();

    [Theory]
    [InlineData("http://app.example.com/logout")]
    [InlineData("https://app.example.com/logout#part")]
    [InlineData("/logout")]
    [InlineData("ftp://localhost/logout")]
    [InlineData("")]
    public void Another_logout_address_is_refused(string uri) =>
        Failures(options => options.Clients[0].BackChannelLogoutUri = uri).ShouldHaveSingleItem().ShouldContain("BackChannelLogoutUri");

    [Fact]
    public void Keys_that_cannot_be_used_are_refused() =>
        Failures(options => options.Clients[0].Jwks = """{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}""").ShouldHaveSingleItem().ShouldContain("secret key");

    [Fact]
    public void An_api_may_not_claim_a_scope_of_the_providers() =>
        Failures(options => options.ApiResources[0].Scopes.Add("passkeys.admin")).ShouldHaveSingleItem().ShouldContain("'passkeys.admin'");

    [Fact]
    public void Keys_that_go_before_the_tokens_they_signed_are_refused() =>
        Failures(options => options.SigningKeys.PublishedAfter = TimeSpan.FromMinutes(1)).ShouldHaveSingleItem().ShouldContain("PublishedAfter");

    [Fact]
    public void Keys_that_sign_before_every_node_has_read_them_are_refused() =>
        Failures(options => options.SigningKeys.CacheLifetime = TimeSpan.FromDays(15)).ShouldHaveSingleItem().ShouldContain("CacheLifetime");

    private static IEnumerable<string> Failures(Action<EmbeddedProviderOptions> deviate)
    {
        var options = new EmbeddedProviderOptions
        {
            Issuer = "https://id.example.com",
            Clients = { Sound() },
            ApiResources = { new ApiResource { Name = "orders", Scopes = ["orders.read"], SecretHashes = [SecretHash.Of("long and random")] } },
        };
        deviate(options);
        return new EmbeddedProviderValidation().Validate(name: null, options).Failures ?? [];
    }

    private static Client Sound() => new()
    {
        ClientId = "app",
        GrantTypes = [GrantTypes.Passkey, GrantTypes.RefreshToken],
        Scopes = ["openid", "offline_access", "orders.read"],
        Pools = ["demo"],
    };
}
