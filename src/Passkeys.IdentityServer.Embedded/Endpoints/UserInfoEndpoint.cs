using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Embedded.Tokens;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Embedded.Endpoints;

/// <summary>The userinfo endpoint (OpenID Connect Core 1.0 §5.3). The token comes in the Authorization header, the one way every client has (RFC 6750 §2.1).</summary>
internal sealed class UserInfoEndpoint(LivingTokens tokens)
{
    private const string Scheme = "Bearer ";

    public async Task<IResult> HandleAsync(HttpContext http)
    {
        if (Read(http.Request) is not { } token)
            return BearerError.NoToken(http);
        if (await tokens.FindAsync(token, http.RequestAborted) is not { } living)
            return BearerError.InvalidToken(http);
        return living.Standing?.User is { } user && living.Scope.Contains(UserClaims.OpenId)
            ? Results.Json(UserClaims.Of(user, living.Scope), ProviderJson.Options)
            : BearerError.InsufficientScope(http, UserClaims.OpenId);
    }

    private static string? Read(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : null;
}
