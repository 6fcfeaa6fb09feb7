using Duende.IdentityServer.Models;
using Duende.IdentityServer.Stores;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Duende.Tokens;

/// <summary>
/// Keeps a code of a passkey session that was redeemed until it expires, so that a second use is known for what it is. <see cref="OneTimeUse"/> decides who redeems it.
/// </summary>
internal sealed class KeptCodes(IAuthorizationCodeStore codes) : IAuthorizationCodeStore
{
    public Task<string> StoreAuthorizationCodeAsync(AuthorizationCode code) => codes.StoreAuthorizationCodeAsync(code);

    public async Task<AuthorizationCode?> GetAuthorizationCodeAsync(string code) => await codes.GetAuthorizationCodeAsync(code);

    // Duende removes a code before it looks at the rest of the request. This one goes when it expires.
    public async Task RemoveAuthorizationCodeAsync(string code)
    {
        if (PasskeysAuthentication.Read((await codes.GetAuthorizationCodeAsync(code))?.Subject) is null)
            await codes.RemoveAuthorizationCodeAsync(code);
    }
}
