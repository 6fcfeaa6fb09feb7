using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Passkeys.Client.Policies;

namespace Passkeys.Client;

/// <summary>Demands a passkey of endpoints and policies.</summary>
public static class RequirePasskeyExtensions
{
    /// <summary>
    /// Only a person who authenticated with a passkey comes in, HTTP and WebSocket alike; the answer to anybody else comes before a WebSocket is opened and says what is missing
    /// (RFC 6750 §3, RFC 9470 §3).
    /// </summary>
    /// <typeparam name="TBuilder">What endpoints are built with.</typeparam>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="maximumAge">How long ago the person may have been authenticated. Null: any time.</param>
    /// <param name="acr">The authentication context classes of which one is enough, separated by spaces. Null: <c>phr</c>, which any passkey is; <c>phrh</c> is one in attested hardware.</param>
    /// <param name="scope">The scopes that the token needs, separated by spaces. Null: none in particular.</param>
    /// <returns>The endpoints.</returns>
    public static TBuilder RequirePasskey<TBuilder>(this TBuilder endpoints, TimeSpan? maximumAge = null, string? acr = null, string? scope = null)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireAuthorization(new AuthorizationPolicyBuilder().RequirePasskey(maximumAge, acr, scope).Build());

    /// <summary>The same as part of a policy, which then authenticates by <see cref="PasskeysClientDefaults.AuthenticationScheme"/>.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="maximumAge">How long ago the person may have been authenticated. Null: any time.</param>
    /// <param name="acr">The classes of which one is enough, separated by spaces. Null: <c>phr</c>.</param>
    /// <param name="scope">The scopes that the token needs, separated by spaces. Null: none in particular.</param>
    /// <returns>The policy.</returns>
    public static AuthorizationPolicyBuilder RequirePasskey(this AuthorizationPolicyBuilder policy, TimeSpan? maximumAge = null, string? acr = null, string? scope = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.AddAuthenticationSchemes(PasskeysClientDefaults.AuthenticationScheme)
            .RequireAuthenticatedUser()
            .AddRequirements(new PasskeyRequirement(maximumAge, acr, scope));
    }
}
