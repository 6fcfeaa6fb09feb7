using System.Security.Claims;
using Duende.IdentityServer.Validation;
using Passkeys.IdentityServer.Sessions;

namespace Passkeys.IdentityServer.Duende.Tokens;

/// <summary>
/// Leaves <c>sid</c> to the person of a userinfo request: Duende takes it away with the claims of the protocol, and without the session
/// <see cref="PasskeyProfile"/> would not know whom to tell of.
/// </summary>
internal sealed class SessionAtUserInfo(IUserInfoRequestValidator others) : IUserInfoRequestValidator
{
    public async Task<UserInfoRequestValidationResult> ValidateRequestAsync(string accessToken)
    {
        var result = await others.ValidateRequestAsync(accessToken);
        if (result is { IsError: false, Subject: { Identity: ClaimsIdentity identity } } && SessionOf(result.TokenValidationResult) is { } session
            && !identity.HasClaim(claim => claim.Type == PasskeysAuthentication.SessionClaim))
            identity.AddClaim(new Claim(PasskeysAuthentication.SessionClaim, session));
        return result;
    }

    private static string? SessionOf(TokenValidationResult token) => token.Claims?.FirstOrDefault(claim => claim.Type == PasskeysAuthentication.SessionClaim)?.Value;
}
