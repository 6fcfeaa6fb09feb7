using Duende.IdentityServer.Validation;
using Passkeys.IdentityServer.Grants;

namespace Passkeys.IdentityServer.Duende.Answers;

/// <summary>Tells a client that may not use the passkey grant so (<c>unauthorized_client</c>, RFC 6749 §5.2). Duende calls the grant unsupported.</summary>
internal sealed class GrantNotForClient(ITokenRequestValidator others) : ITokenRequestValidator
{
    public async Task<TokenRequestValidationResult> ValidateRequestAsync(TokenRequestValidationContext context)
    {
        var result = await others.ValidateRequestAsync(context);
        if (result is { IsError: true, Error: "unsupported_grant_type" } && context.RequestParameters["grant_type"] == IPasskeyGrant.GrantType)
            result.Error = "unauthorized_client";
        return result;
    }
}
