using Duende.IdentityServer;
using Duende.IdentityServer.Configuration;
using Duende.IdentityServer.Models;
using Duende.IdentityServer.Services;
using Duende.IdentityServer.Stores;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Duende.Tokens;

/// <summary>Makes the issuer an audience of access tokens for the extension's own API, and of those of a pool's people for no API (RFC 9068 §3).</summary>
internal sealed class IssuerAudience(
    IClaimsService claims,
    IReferenceTokenStore referenceTokens,
    ITokenCreationService creation,
    IClock clock,
    IKeyMaterialService keys,
    IdentityServerOptions options,
    ILogger<DefaultTokenService> logger) : DefaultTokenService(claims, referenceTokens, creation, clock, keys, options, logger)
{
    public override async Task<Token> CreateAccessTokenAsync(TokenCreationRequest request)
    {
        var token = await base.CreateAccessTokenAsync(request);
        if (IsForOurApi(request) || (token.Audiences.Count == 0 && PasskeysAuthentication.Read(request.Subject) is not null))
            token.Audiences.Add(token.Issuer);
        return token;
    }

    private static bool IsForOurApi(TokenCreationRequest request) => request.ValidatedResources.RawScopeValues.Intersect(ExtensionScopes.All).Any();
}
