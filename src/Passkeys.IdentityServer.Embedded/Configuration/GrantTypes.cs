using Passkeys.IdentityServer.Grants;

namespace Passkeys.IdentityServer.Embedded.Configuration;

/// <summary>The grant types that a client may have.</summary>
public static class GrantTypes
{
    /// <summary>The passkey grant.</summary>
    public const string Passkey = IPasskeyGrant.GrantType;

    /// <summary>Refreshing (RFC 6749 §6).</summary>
    public const string RefreshToken = "refresh_token";

    /// <summary>Client credentials (RFC 6749 §4.4).</summary>
    public const string ClientCredentials = "client_credentials";

    /// <summary>Authorization code, always with PKCE (RFC 6749 §4.1, RFC 7636).</summary>
    public const string AuthorizationCode = "authorization_code";

    internal static IReadOnlyList<string> All { get; } = [Passkey, RefreshToken, ClientCredentials, AuthorizationCode];
}
