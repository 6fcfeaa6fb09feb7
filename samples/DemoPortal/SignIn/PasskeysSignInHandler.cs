using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace DemoPortal.SignIn;

/// <summary>The framework's authorization code flow with PKCE, and the little that makes it OpenID Connect: nonce, issuer, id_token, userinfo.</summary>
internal sealed class PasskeysSignInHandler(
    IOptionsMonitor<PasskeysSignInOptions> options, ILoggerFactory logger, UrlEncoder encoder, ProviderTokens providerTokens)
    : OAuthHandler<PasskeysSignInOptions>(options, logger, encoder)
{
    private const string Nonce = "nonce";

    /// <inheritdoc />
    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        // It travels inside the state, which is sealed and belongs to a cookie of this browser.
        var nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        properties.Items[Nonce] = nonce;
        var address = base.BuildChallengeUrl(properties, redirectUri);
        return QueryHelpers.AddQueryString(address, [.. SignInRequest.ParametersOf(properties), new(Nonce, nonce)]);
    }

    /// <inheritdoc />
    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        // RFC 9207 §2.4: before anything of the answer is used. Another provider's answer must not get this provider's code and verifier.
        return Request.Query["iss"] == Options.Authority
            ? await base.HandleRemoteAuthenticateAsync()
            : HandleRequestResult.Fail("The answer does not come from the provider that was asked.");
    }

    /// <inheritdoc />
    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var idToken = tokens.Response!.RootElement.GetProperty("id_token").GetString()!;
        var claims = await providerTokens.ReadIdTokenAsync(idToken, properties.Items[Nonce], Context.RequestAborted);
        SignInRequest.EnsureAnswered(properties, claims, TimeProvider.GetUtcNow());
        properties.Items.Remove(Nonce);
        properties.StoreTokens([.. properties.GetTokens(), new AuthenticationToken { Name = "id_token", Value = idToken }]);
        var person = new ClaimsIdentity(Scheme.Name, "name", roleType: null);
        person.AddClaims(JsonClaims.Of(claims));
        person.AddClaims(JsonClaims.Of(await ReadUserInfoAsync(tokens.AccessToken!, claims)).Where(claim => !person.HasClaim(known => known.Type == claim.Type)));
        return new AuthenticationTicket(new ClaimsPrincipal(person), properties, Scheme.Name);
    }

    private async Task<JsonElement> ReadUserInfoAsync(string accessToken, JsonElement idTokenClaims)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Options.UserInformationEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await Backchannel.SendAsync(request, Context.RequestAborted);
        response.EnsureSuccessStatusCode();
        var claims = await response.Content.ReadFromJsonAsync<JsonElement>(Context.RequestAborted);
        // OpenID Connect Core 1.0 §5.3.2: of somebody else they must not be used.
        return claims.Text("sub") == idTokenClaims.Text("sub") ? claims : throw new AuthenticationFailureException("userinfo is about somebody else.");
    }
}
