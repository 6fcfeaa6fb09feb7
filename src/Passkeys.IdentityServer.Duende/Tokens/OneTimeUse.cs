using Duende.IdentityServer.Models;
using Duende.IdentityServer.Validation;
using Passkeys.IdentityServer.Sessions;
using Passkeys.IdentityServer.Storage;

namespace Passkeys.IdentityServer.Duende.Tokens;

/// <summary>
/// Uses up a code or a one-time refresh token of a passkey session once everything else about the request is right, so that a mistake of the client's spends
/// nothing, and nobody but the client it was given to ends anything. Those of the host's own sessions are Duende's, as they were.
/// </summary>
internal sealed class OneTimeUse(ICustomTokenRequestValidator others, SpentTokens spent) : ICustomTokenRequestValidator
{
    public async Task ValidateAsync(CustomTokenRequestValidationContext context)
    {
        await others.ValidateAsync(context);
        if (context.Result is not { IsError: false, ValidatedRequest: { } request } result)
            return;
        if (await UsedBeforeAsync(request) is not { } token)
            return;
        await spent.EndAsync(token);
        result.IsError = true;
        result.Error = "invalid_grant";
    }

    private async Task<SpentToken?> UsedBeforeAsync(ValidatedTokenRequest request) => request switch
    {
        { AuthorizationCode: { } code, AuthorizationCodeHandle: { } handle } when PasskeysAuthentication.Read(code.Subject) is not null =>
            await spent.TryUseAsync(SpentPurpose.AuthorizationCode, handle, EndOf(code.CreationTime, code.Lifetime)) ? null : SpentToken.Of(code),
        { RefreshToken: { } token, RefreshTokenHandle: { } handle, Client.RefreshTokenUsage: TokenUsage.OneTimeOnly } when PasskeysAuthentication.Read(token.Subject) is not null =>
            await spent.TryUseAsync(SpentPurpose.RefreshToken, handle, EndOf(token.CreationTime, token.Lifetime)) ? null : SpentToken.Of(token),
        _ => null,
    };

    private static DateTimeOffset EndOf(DateTime created, int seconds) => new DateTimeOffset(created, TimeSpan.Zero).AddSeconds(seconds);
}
