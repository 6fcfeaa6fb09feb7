using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Embedded;

/// <summary>Client authentication by <c>private_key_jwt</c> (RFC 7523 §3, OpenID Connect Core 1.0 §9).</summary>
public sealed class PrivateKeyJwt(PrivateKeyJwt.Hosts hosts) : IClassFixture<PrivateKeyJwt.Hosts>
{
    private readonly AssertingClient _client = hosts.Client;
    private readonly HostFixture _host = hosts.Sqlite;

    private DateTimeOffset Now => _host.Clock.GetUtcNow();

    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task A_client_is_known_by_its_key(string algorithm) =>
        (await TokenAsync(_client.Assert(_host.Origin, Now, algorithm))).ShouldBe(HttpStatusCode.OK);

    // A client can be led to believe that this address is another server's.
    [Fact]
    public async Task The_token_endpoint_is_not_the_issuer() => await ShouldBeRefusedAsync(_client.Assert(_host.Origin + "/connect/token", Now));

    [Fact]
    public async Task The_type_of_the_new_draft_is_known() =>
        (await TokenAsync(_client.Assert(_host.Origin, Now, header: h => h["typ"] = "client-authentication+jwt"))).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task One_key_fits_where_none_is_named() =>
        (await TokenAsync(_client.Assert(_host.Origin, Now, header: h => h.Remove("kid")))).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task An_assertion_cannot_be_used_twice()
    {
        var assertion = _client.Assert(_host.Origin, Now);
        (await TokenAsync(assertion)).ShouldBe(HttpStatusCode.OK);

        await ShouldBeRefusedAsync(assertion);
    }

    [Fact]
    public async Task Two_assertions_of_one_id_are_one()
    {
        (await TokenAsync(_client.Assert(_host.Origin, Now, claims: c => c["jti"] = "same"))).ShouldBe(HttpStatusCode.OK);

        await ShouldBeRefusedAsync(_client.Assert(_host.Origin, Now, claims: c => c["jti"] = "same"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("PostgreSql")]
    public async Task Of_parallel_uses_of_an_assertion_one_wins(string database)
    {
        var host = await hosts.OnAsync(database);
        var form = FormOf(_client.Assert(host.Origin, host.Clock.GetUtcNow()));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.TokenAsync(form)));

        answers.Count(answer => answer.Status is HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.Error == "invalid_client").ShouldBe(9);
    }

    [Theory]
    [InlineData("iss", "other")]
    [InlineData("iss", null)]
    [InlineData("aud", "https://other.example.com")]
    [InlineData("aud", null)]
    [InlineData("jti", null)]
    [InlineData("jti", "")]
    [InlineData("exp", null)]
    [InlineData("exp", "tomorrow")]
    public async Task An_assertion_that_lacks_something_or_means_another_is_refused(string claim, string? value) =>
        await ShouldBeRefusedAsync(_client.Assert(_host.Origin, Now, claims: c => Set(c, claim, value)));

    [Fact]
    public async Task An_assertion_that_is_meant_for_someone_else_too_is_refused() =>
        await ShouldBeRefusedAsync(_client.Assert(_host.Origin, Now, claims: c => c["aud"] = new JsonArray(_host.Origin, "https://other.example.com")));

    [Fact]
    public async Task The_issuer_may_stand_in_a_list() =>
        (await TokenAsync(_client.Assert(_host.Origin, Now, claims: c => c["aud"] = new JsonArray(_host.Origin)))).ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("exp", 0)]
    [InlineData("exp", 601)]
    [InlineData("nbf", 62)]
    [InlineData("iat", 62)]
    public async Task An_assertion_of_another_time_is_refused(string claim, int seconds) =>
        await ShouldBeRefusedAsync(_client.Assert(_host.Origin, Now, claims: c => c[claim] = Now.ToUnixTimeSeconds() + seconds));

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    public async Task An_algorithm_that_proves_nothing_is_refused(string algorithm) =>
        await ShouldBeRefusedAsync(_client.Assert(_host.Origin, Now, algorithm));

    // RFC 8725 §3.1.
    [Theory]
    [InlineData("ES256", "RS256")]
    [InlineData("RS256", "PS256")]
    [InlineData("RS256", "none")]
    public async Task The_header_does_not_choose_the_algorithm(string used, string told) =>
        await ShouldBeRefusedAsync(_client.Assert(_host.Origin, Now, used, header: h => h["alg"] = told));

    [Theory]
    [InlineData("kid", "other")]
    [InlineData("typ", "at+jwt")]
    [InlineData("typ", "oauth-authz-req+jwt")]
    public async Task A_header_of_something_else_is_refused(string member, string value) =>
        await ShouldBeRefusedAsync(_client.Assert(_host.Origin, Now, header: h => h[member] = value));

    [Fact]
    public async Task A_key_of_nobodys_is_refused()
    {
        using var stranger = new AssertingClient();
        await ShouldBeRefusedAsync(stranger.Assert(_host.Origin, Now));
    }

    [Theory]
    [InlineData("native-app")]
    [InlineData("backend")]
    [InlineData("nobody")]
    public async Task Nobody_else_is_known_by_the_key(string clientId) =>
        await ShouldBeRefusedAsync(_client.Assert(_host.Origin, Now, claims: c => (c["iss"], c["sub"]) = (clientId, clientId)));

    [Fact]
    public async Task Without_its_key_the_client_is_not_known()
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = AssertingClient.Id };
        (await _host.TokenAsync(form)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
        form["client_secret"] = "guessed";
        (await _host.TokenAsync(form)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");
    }

    [Theory]
    [InlineData("client_id", "backend")]
    [InlineData("client_secret", "guessed")]
    [InlineData("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:saml2-bearer")]
    [InlineData("client_assertion_type", "")]
    public async Task One_who_says_two_things_at_once_is_refused(string parameter, string value)
    {
        var form = FormOf(_client.Assert(_host.Origin, Now));
        form[parameter] = value;

        (await _host.TokenAsync(form)).ShouldBe(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task The_header_and_an_assertion_are_one_too_many()
    {
        var basic = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("backend:backend-secret")));

        (await _host.Caller.PostFormAsync("/connect/token", FormOf(_client.Assert(_host.Origin, Now)), basic)).ShouldBe(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task A_token_can_be_asked_about_and_revoked_with_the_key()
    {
        var token = (await TokenAsync(_client.Assert(_host.Origin, Now))).OrThrow()["access_token"];

        ((bool)(await AskAsync("/connect/introspect", token)).OrThrow().Body["active"]!).ShouldBeTrue();
        (await AskAsync("/connect/revocation", token)).ShouldBe(HttpStatusCode.OK);
        ((bool)(await AskAsync("/connect/introspect", token)).OrThrow().Body["active"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task Discovery_tells_of_it()
    {
        var discovery = (await _host.Caller.GetAsync("/.well-known/openid-configuration")).OrThrow().Body;

        discovery["token_endpoint_auth_methods_supported"]!.AsArray().Select(method => (string?)method).ShouldContain("private_key_jwt");
        discovery["token_endpoint_auth_signing_alg_values_supported"]!.AsArray().Select(algorithm => (string?)algorithm).ShouldBe(["ES256", "RS256", "PS256"]);
    }

    private static void Set(JsonObject claims, string claim, string? value)
    {
        claims.Remove(claim);
        if (value is not null)
            claims[claim] = value;
    }

    private static Dictionary<string, string> FormOf(string assertion) => new()
    {
        ["grant_type"] = "client_credentials",
        ["scope"] = "passkeys.backend",
        ["client_assertion_type"] = AssertingClient.AssertionType,
        ["client_assertion"] = assertion,
    };

    private Task<Answer> TokenAsync(string assertion) => _host.TokenAsync(FormOf(assertion));

    private Task<Answer> AskAsync(string path, string token)
    {
        var form = FormOf(_client.Assert(_host.Origin, Now));
        form["token"] = token;
        return _host.Caller.PostFormAsync(path, form);
    }

    private async Task ShouldBeRefusedAsync(string assertion) => (await TokenAsync(assertion)).ShouldBe(HttpStatusCode.Unauthorized, "invalid_client");

    /// <summary>Hosts that know one such client: every assertion has an id of its own, so that the tests share them.</summary>
    public sealed class Hosts : IAsyncLifetime
    {
        private readonly Lazy<Task<HostFixture>> _postgreSql;

        public Hosts() => (Sqlite, _postgreSql) = (HostOn(TestDatabase.Sqlite()), new(StartPostgreSqlAsync));

        public HostFixture Sqlite { get; }

        internal AssertingClient Client { get; } = new();

        public Task<HostFixture> OnAsync(string database) => database == "Sqlite" ? Task.FromResult(Sqlite) : _postgreSql.Value;

        public async ValueTask InitializeAsync() => await Sqlite.StartAsync();

        public async ValueTask DisposeAsync()
        {
            await Sqlite.DisposeAsync();
            if (_postgreSql is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                await (await _postgreSql.Value).DisposeAsync();
            Client.Dispose();
        }

        private async Task<HostFixture> StartPostgreSqlAsync()
        {
            var host = HostOn(TestDatabase.PostgreSql());
            await host.StartAsync();
            return host;
        }

        private HostFixture HostOn(TestDatabase database) => new(database)
        {
            Alter = services => services.PostConfigure<EmbeddedProviderOptions>(provider =>
            {
                provider.Issuer = "http://localhost:5000";
                provider.Clients.Add(new Client
                {
                    ClientId = AssertingClient.Id,
                    Jwks = Client.Jwks,
                    GrantTypes = [GrantTypes.ClientCredentials],
                    Scopes = ["passkeys.backend"],
                });
            }),
        };
    }
}
