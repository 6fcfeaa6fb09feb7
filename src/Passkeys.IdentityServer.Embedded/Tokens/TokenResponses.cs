using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Engine.Tokens;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>Makes the answer of the token endpoint: signs what is signed.</summary>
internal sealed class TokenResponses(AccessTokens accessTokens, ITokenSigner signer, IOptions<EmbeddedProviderOptions> options)
{
    /// <summary>The <c>typ</c> of id_tokens.</summary>
    public const string IdentityTokenType = "JWT";

    public async Task<TokenResponse> CreateAsync(TokenDraft draft, CancellationToken ct)
    {
        var accessToken = draft.ReferenceToken ?? await SignAccessTokenAsync(draft, ct);
        return new TokenResponse(
            accessToken,
            "Bearer",
            (long)draft.Client.AccessTokenLifetime.TotalSeconds,
            string.Join(' ', draft.Scope),
            await IdentityTokenAsync(draft, accessToken, ct),
            draft.RefreshToken);
    }

    private Task<string> SignAccessTokenAsync(TokenDraft draft, CancellationToken ct)
    {
        var expiresAt = draft.IssuedAt + draft.Client.AccessTokenLifetime;
        var claims = accessTokens.Claims(draft.Client.ClientId, draft.Scope, draft.Family, draft.IssuedAt, expiresAt);
        claims["jti"] = AccessTokenId.New(draft.Family?.Id);
        return signer.SignAsync(AccessTokens.JwtType, claims, ct);
    }

    private async Task<string?> IdentityTokenAsync(TokenDraft draft, string accessToken, CancellationToken ct) =>
        draft.Family is { } family && draft.Scope.Contains(UserClaims.OpenId)
            ? await signer.SignAsync(IdentityTokenType, IdentityClaims(draft, family, accessToken), ct)
            : null;

    // OpenID Connect Core 1.0 §2, §3.1.3.6 and, for refreshing, §12.2: auth_time is that of the first one. What profile and email say is at the userinfo endpoint (§5.4).
    private JsonObject IdentityClaims(TokenDraft draft, TokenFamily family, string accessToken)
    {
        var claims = new JsonObject
        {
            ["aud"] = draft.Client.ClientId,
            ["iat"] = draft.IssuedAt.ToUnixTimeSeconds(),
            ["exp"] = (draft.IssuedAt + options.Value.IdentityTokenLifetime).ToUnixTimeSeconds(),
            ["at_hash"] = HashOf(accessToken),
        };
        if (draft.Nonce is { } nonce)
            claims["nonce"] = nonce;
        AccessTokens.AddAuthentication(claims, family);
        return claims;
    }

    // §3.1.3.6: the left half of the hash that goes with the alg, SHA-256 for ES256.
    private static string HashOf(string accessToken) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, SHA256.HashSizeInBytes / 2));
}
