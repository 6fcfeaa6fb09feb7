using Duende.IdentityServer;
using Duende.IdentityServer.Models;
using Duende.IdentityServer.ResponseHandling;
using Duende.IdentityServer.Services;
using Duende.IdentityServer.Stores;
using Duende.IdentityServer.Validation;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Grants;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Duende.Tokens;

/// <summary>
/// Adds to Duende's answers what an extension grant does not give by itself, the id_token, and keeps the session alive as long as
/// there is a refresh token for it.
/// </summary>
internal sealed class PasskeyTokenResponses(
    IClock clock,
    ITokenService tokens,
    IRefreshTokenService refreshTokens,
    IScopeParser scopes,
    IResourceStore resources,
    IClientStore clients,
    IEngineSessions sessions,
    ILogger<TokenResponseGenerator> logger) : TokenResponseGenerator(clock, tokens, refreshTokens, scopes, resources, clients, logger)
{
    public override async Task<TokenResponse> ProcessAsync(TokenRequestValidationResult request)
    {
        var response = await base.ProcessAsync(request);
        if (response.RefreshToken is not null && PasskeysAuthentication.Read(SubjectOf(request.ValidatedRequest)) is var (pool, sessionId))
            await sessions.ProlongAsync(pool, sessionId, CancellationToken.None);
        return response;
    }

    protected override async Task<TokenResponse> ProcessExtensionGrantRequestAsync(TokenRequestValidationResult request)
    {
        var response = await base.ProcessExtensionGrantRequestAsync(request);
        var validated = request.ValidatedRequest;
        if (validated.GrantType == IPasskeyGrant.GrantType && validated.ValidatedResources.RawScopeValues.Contains(UserClaims.OpenId))
            response.IdentityToken = await CreateIdentityTokenAsync(validated, response.AccessToken!);
        return response;
    }

    // OpenID Connect Core 1.0 §2 and, for at_hash, §3.1.3.6.
    private async Task<string> CreateIdentityTokenAsync(ValidatedTokenRequest request, string accessToken)
    {
        var token = await TokenService.CreateIdentityTokenAsync(new TokenCreationRequest
        {
            Subject = request.Subject!,
            ValidatedResources = request.ValidatedResources,
            ValidatedRequest = request,
            AccessTokenToHash = accessToken,
        });
        return await TokenService.CreateSecurityTokenAsync(token);
    }

    private static System.Security.Claims.ClaimsPrincipal? SubjectOf(ValidatedTokenRequest request) =>
        request.AuthorizationCode?.Subject ?? request.RefreshToken?.Subject ?? request.DeviceCode?.Subject ?? request.Subject;
}
