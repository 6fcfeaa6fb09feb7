using Duende.IdentityServer.Models;
using Duende.IdentityServer.Stores;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Duende.Tokens;

/// <summary>
/// Keeps a code that was redeemed until it expires, so that a second use is known for what it is. <see cref="OneTimeUse"/> decides who redeems it.
/// </summary>
internal sealed class KeptCodes(IAuthorizationCodeStore codes, SpentTokens spent) : IAuthorizationCodeStore
{
    public Task<string> StoreAuthorizationCodeAsync(AuthorizationCode code) => codes.StoreAuthorizationCodeAsync(code);

    public async Task<AuthorizationCode?> GetAuthorizationCodeAsync(string code)
    {
        var found = await codes.GetAuthorizationCodeAsync(code);
        if (found is null || !await spent.IsUsedAsync(SpentPurpose.AuthorizationCode, code))
            return found;
        await spent.EndAsync(SpentToken.Of(found));
        return null;
    }

    // Duende removes a code before it looks at the rest of the request. It goes when it expires.
    public Task RemoveAuthorizationCodeAsync(string code) => Task.CompletedTask;
}
