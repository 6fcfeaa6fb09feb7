using Passkeys.IntegrationTests.Hosts;
using Passkeys.Testing.Hosting;
using Shouldly;
using Xunit;

namespace Passkeys.IntegrationTests.Embedded;

/// <summary>CORS for clients that run in a browser.</summary>
public sealed class BrowserClients(SharedHosts hosts)
{
    private const string App = "https://app.example.com";

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/openid-configuration/jwks")]
    public async Task The_page_of_a_client_may_read(string path) =>
        (await GetAsync(path, App)).Headers["Access-Control-Allow-Origin"].ShouldBe(App);

    [Fact]
    public async Task A_page_that_a_confidential_client_names_may_read() =>
        (await GetAsync("/.well-known/openid-configuration", "https://widget.example.com")).Headers["Access-Control-Allow-Origin"].ShouldBe("https://widget.example.com");

    [Fact]
    public async Task A_page_of_another_site_that_a_pool_names_may_read()
    {
        const string Related = "https://shop-of-a-pool.example.org";
        await hosts.Sqlite.NewPoolAsync(policy => policy with { RelatedOrigins = [Related] });

        (await GetAsync("/.well-known/openid-configuration", Related)).Headers["Access-Control-Allow-Origin"].ShouldBe(Related);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://app.example.com.evil.example")]
    [InlineData("https://server.example.com")] // Its client is confidential, and asks from its server.
    [InlineData("https://other.example.com")] // Its client has no page that asks.
    [InlineData("null")]
    public async Task Another_page_may_not(string origin) =>
        (await GetAsync("/.well-known/openid-configuration", origin)).Headers.ContainsKey("Access-Control-Allow-Origin").ShouldBeFalse();

    [Fact]
    public async Task Nobody_may_send_credentials() =>
        (await GetAsync("/.well-known/openid-configuration", App)).Headers.ContainsKey("Access-Control-Allow-Credentials").ShouldBeFalse();

    [Theory]
    [InlineData("/connect/token")]
    [InlineData("/connect/par")]
    [InlineData("/connect/userinfo")]
    [InlineData("/connect/revocation")]
    public async Task A_preflight_allows_what_clients_send(string path)
    {
        var answer = await SendAsync(HttpMethod.Options, path, App);

        answer.Headers["Access-Control-Allow-Origin"].ShouldBe(App);
        answer.Headers["Access-Control-Allow-Headers"].ShouldContain("authorization");
    }

    // An API's secret has no place in a browser.
    [Fact]
    public async Task Introspection_is_not_for_browsers() =>
        (await SendAsync(HttpMethod.Options, "/connect/introspect", App)).Headers.ContainsKey("Access-Control-Allow-Origin").ShouldBeFalse();

    // Nothing there is for a page to read: the browser itself goes there.
    [Fact]
    public async Task The_authorization_endpoint_is_not_for_scripts() =>
        (await GetAsync("/connect/authorize", App)).Headers.ContainsKey("Access-Control-Allow-Origin").ShouldBeFalse();

    [Fact]
    public async Task An_answer_differs_by_origin_and_says_so() =>
        (await GetAsync("/.well-known/openid-configuration", App)).Headers["Vary"].ShouldContain("Origin");

    private Task<Answer> GetAsync(string path, string origin) => SendAsync(HttpMethod.Get, path, origin);

    private async Task<Answer> SendAsync(HttpMethod method, string path, string origin)
    {
        using var browser = hosts.Sqlite.NewBrowser();
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", origin);
        using var response = await browser.SendAsync(request);
        var headers = response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, headers, await response.Content.ReadAsStringAsync());
    }
}
