using System.Net;
using Passkeys.Testing.Hosting;

namespace Passkeys.EngineContract;

/// <summary>What pages of other origins may read (CORS, Fetch §3.2): those of pools and of public clients. Never with credentials.</summary>
public sealed class OtherOrigins(ContractHost host) : ContractCase(host)
{
    private const string OfAPool = "http://localhost:5001";
    private const string OfAPublicClient = "https://app.contract.example";
    private const string OfNobody = "https://evil.example";

    [Theory]
    [InlineData("/.well-known/openid-configuration", OfAPool)]
    [InlineData("/.well-known/openid-configuration/jwks", OfAPool)]
    [InlineData("/connect/token", OfAPool)]
    [InlineData("/connect/userinfo", OfAPool)]
    [InlineData("/connect/revocation", OfAPool)]
    [InlineData("/connect/token", OfAPublicClient)]
    public async Task May_ask(string path, string origin)
    {
        var answer = await PreflightAsync(path, origin);

        ((int)answer.Status).ShouldBeInRange(200, 204);
        answer.Headers["Access-Control-Allow-Origin"].ShouldBe(origin);
        answer.Headers.ContainsKey("Access-Control-Allow-Credentials").ShouldBeFalse();
    }

    [Fact]
    public async Task May_read_the_answer()
    {
        var answer = await SendAsync(HttpMethod.Get, "/.well-known/openid-configuration", OfAPool);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Headers["Access-Control-Allow-Origin"].ShouldBe(OfAPool);
    }

    [Theory]
    [InlineData("/connect/token", OfNobody)]
    [InlineData("/connect/userinfo", OfNobody)]
    [InlineData("/connect/token", "null")]
    [InlineData("/connect/introspect", OfAPool)]
    [InlineData("/connect/authorize", OfAPool)]
    public async Task May_not_ask(string path, string origin) =>
        (await PreflightAsync(path, origin)).Headers.ContainsKey("Access-Control-Allow-Origin").ShouldBeFalse();

    [Theory]
    [InlineData("/identity/demo/register/webauthn/begin", "POST")]
    [InlineData("/identity/demo/password", "PUT")]
    [InlineData("/identity/demo/passkeys/some-id", "PATCH")]
    [InlineData("/identity/demo/passkeys/some-id", "DELETE")]
    public async Task May_call_the_pool_whose_origin_they_are(string path, string method)
    {
        var answer = await SendAsync(HttpMethod.Options, path, OfAPool, ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "authorization,content-type"));

        answer.Headers["Access-Control-Allow-Origin"].ShouldBe(OfAPool);
        answer.Headers["Access-Control-Allow-Methods"].ShouldContain(method);
    }

    [Fact]
    public async Task May_push_requests() =>
        (await PreflightAsync("/connect/par", OfAPool)).Headers.ContainsKey("Access-Control-Allow-Origin").ShouldBe(
            Engine.Differs("Duende's Cors.CorsPaths does not have the endpoint; a host may add it", embedded: true, duende: false));

    private Task<Answer> PreflightAsync(string path, string origin) =>
        SendAsync(HttpMethod.Options, path, origin, ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type"));

    private async Task<Answer> SendAsync(HttpMethod method, string path, string origin, params (string Name, string Value)[] headers)
    {
        using var browser = Host.NewCookieClient();
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", origin);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var response = await browser.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}
