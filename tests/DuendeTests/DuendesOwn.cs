using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Passkeys.Testing.Hosting;

namespace Passkeys.DuendeTests;

/// <summary>What the extension leaves to Duende works with passkeys too.</summary>
public sealed class DuendesOwn(ExistingHostFixture host)
{
    // RFC 9126.
    [Fact]
    public async Task A_pushed_request_is_answered_by_a_passkey_session()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();

        var pushed = (await browser.PushAsync(Config.Shop, ("acr_values", "phr"))).OrThrow();

        var answer = await browser.OpenAsync(QueryHelpers.AddQueryString("/connect/authorize", new Dictionary<string, string?> { ["client_id"] = Config.Shop, ["request_uri"] = pushed["request_uri"] }));
        answer.Code.ShouldNotBeEmpty();
    }

    // RFC 9449 §5 and §6.
    [Fact]
    public async Task Tokens_of_the_passkey_grant_are_bound_to_a_key()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var answer = await GrantAsync(await browser.NewPasskeyFormAsync(), ProofOf(key));

        answer.OrThrow()["token_type"].ShouldBe("DPoP");
        ((string?)Tokens.ClaimsOf(answer["access_token"])["cnf"]?["jkt"]).ShouldBe(Base64Url.EncodeToString(JwkOf(key).ComputeJwkThumbprint()));
    }

    // RFC 9449 §7.1: without its key it would be worth as much to whoever stole it.
    [Fact]
    public async Task A_token_that_is_bound_to_a_key_is_no_bearer_token_for_the_extensions_api()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var form = await browser.NewPasskeyFormAsync();
        form["scope"] = "openid passkeys";
        var token = (await GrantAsync(form, ProofOf(key))).OrThrow()["access_token"];

        (await host.NewCaller().GetAsync($"/identity/{Config.Pool}/passkeys", token)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_proof_of_another_request_gets_no_tokens()
    {
        using var browser = host.NewBrowser();
        await browser.SignInSomebodyAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var answer = await GrantAsync(await browser.NewPasskeyFormAsync(), ProofOf(key, method: "GET"));

        (answer.Status, answer.Error).ShouldBe((HttpStatusCode.BadRequest, "invalid_dpop_proof"));
    }

    private async Task<Answer> GrantAsync(Dictionary<string, string> form, string proof)
    {
        using var client = host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new FormUrlEncodedContent(form), Headers = { { "DPoP", proof } } };
        using var response = await client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    private static string ProofOf(ECDsa key, string method = "POST")
    {
        var jwk = JwkOf(key);
        var payload = new JsonObject
        {
            ["jti"] = RandomNumberGenerator.GetHexString(16),
            ["htm"] = method,
            ["htu"] = ExistingHostFixture.Origin + "/connect/token",
            ["iat"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
        };
        var header = new Dictionary<string, object>
        {
            ["typ"] = "dpop+jwt",
            ["jwk"] = new Dictionary<string, string> { ["kty"] = jwk.Kty, ["crv"] = jwk.Crv, ["x"] = jwk.X, ["y"] = jwk.Y },
        };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }
            .CreateToken(payload.ToJsonString(), new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256), header);
    }

    private static JsonWebKey JwkOf(ECDsa key) => JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(key.ExportParameters(includePrivateParameters: false))));
}
