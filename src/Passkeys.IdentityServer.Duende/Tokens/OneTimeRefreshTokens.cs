using Duende.IdentityServer.Models;
using Duende.IdentityServer.Services;
using Duende.IdentityServer.Stores;
using Duende.IdentityServer.Validation;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Duende.Tokens;

/// <summary>A refresh token that is used again ends what it gave. Duende has to keep used ones for that (<c>DeleteOneTimeOnlyRefreshTokensOnUse</c> false).</summary>
internal sealed class OneTimeRefreshTokens(IRefreshTokenService others, IRefreshTokenStore store, SpentTokens spent) : IRefreshTokenService
{
    public async Task<TokenValidationResult> ValidateRefreshTokenAsync(string token, Client client)
    {
        var result = await others.ValidateRefreshTokenAsync(token, client);
        if (result.IsError && await spent.IsUsedAsync(SpentPurpose.RefreshToken, token)
            && await store.GetRefreshTokenAsync(token) is { } used && used.ClientId == client.ClientId)
            await spent.EndAsync(SpentToken.Of(used));
        return result;
    }

    public Task<string> CreateRefreshTokenAsync(RefreshTokenCreationRequest request) => others.CreateRefreshTokenAsync(request);

    public Task<string> UpdateRefreshTokenAsync(RefreshTokenUpdateRequest request) => others.UpdateRefreshTokenAsync(request);
}
