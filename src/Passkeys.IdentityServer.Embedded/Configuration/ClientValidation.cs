using Passkeys.IdentityServer.Embedded.Keys;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Embedded.Configuration;

/// <summary>What must be right about each client.</summary>
/// <param name="knownScopes">The scopes that exist.</param>
internal sealed class ClientValidation(IReadOnlySet<string> knownScopes)
{
    public IEnumerable<string> Validate(Client client) => Failures(client).Select(failure => $"Client '{client.ClientId}': {failure}");

    private IEnumerable<string> Failures(Client client) =>
    [
        .. Identity(client),
        .. Grants(client),
        .. client.Scopes.Where(scope => !knownScopes.Contains(scope)).Select(scope => $"no API has the scope '{scope}'."),
        .. Uris(client),
        .. BackChannel(client),
        .. Lifetimes(client),
    ];

    private static IEnumerable<string> Identity(Client client)
    {
        if (client.ClientId.Length is 0 or > 200 || client.ClientId.Any(c => c is < ' ' or > '~'))
            yield return "ClientId must have 1 to 200 printable ASCII characters (RFC 6749 appendix A.1).";
        if (client.SecretHashes.Any(hash => !SecretHash.IsWellFormed(hash)))
            yield return "a secret hash is not a SHA-256 hash in base64.";
        if (client.Jwks is { } jwks && WhyUnusable(jwks) is { } why)
            yield return $"Jwks cannot be used: {why}";
        foreach (var pool in client.Pools.Where(pool => !PoolId.TryParse(pool, out _)))
            yield return $"'{pool}' is not a pool id: 2 to 63 of a-z, 0-9 and '-'.";
    }

    private static string? WhyUnusable(string jwks)
    {
        try
        {
            ClientKey.ReadSet(jwks);
            return null;
        }
        catch (FormatException unusable)
        {
            return unusable.Message;
        }
    }

    private static IEnumerable<string> Grants(Client client)
    {
        foreach (var unknown in client.GrantTypes.Except(GrantTypes.All))
            yield return $"the grant type '{unknown}' does not exist here.";
        if (client.GrantTypes.Contains(GrantTypes.ClientCredentials) && client.IsPublic)
            yield return "client_credentials needs a secret or a key (RFC 6749 §4.4).";
        if (client.GrantTypes.Contains(GrantTypes.ClientCredentials) && client.AccessTokenType == AccessTokenType.Reference)
            yield return "client_credentials issues JWTs only: a reference token stands on somebody's session.";
        if (client.GrantTypes.Any(type => type is GrantTypes.Passkey or GrantTypes.AuthorizationCode) && client.Pools.Count == 0)
            yield return "it signs people in, and no pool is connected to it.";
        if (client.GrantTypes.Contains(GrantTypes.AuthorizationCode) && client.RedirectUris.Count == 0)
            yield return "authorization_code needs a redirect URI.";
        if (client.RequirePushedAuthorizationRequests && !client.GrantTypes.Contains(GrantTypes.AuthorizationCode))
            yield return "RequirePushedAuthorizationRequests says nothing without the grant type authorization_code.";
        if (client.Scopes.Contains(UserClaims.OfflineAccess) != client.GrantTypes.Contains(GrantTypes.RefreshToken))
            yield return "the scope offline_access and the grant type refresh_token go together.";
    }

    private static IEnumerable<string> Uris(Client client) =>
    [
        .. client.RedirectUris.Concat(client.PostLogoutRedirectUris)
            .Select(uri => (Uri: uri, Failure: RedirectUriRule.FindFailure(uri)))
            .Where(uri => uri.Failure is not null)
            .Select(uri => $"'{uri.Uri}' {uri.Failure}"),
        .. client.AllowedCorsOrigins.Where(origin => !OriginRule.IsOrigin(origin)).Select(origin => $"'{origin}' is not an origin: scheme, host and port, and nothing behind."),
    ];

    // OpenID Connect Back-Channel Logout 1.0 §2.2: the token must not be readable on the way.
    private static IEnumerable<string> BackChannel(Client client)
    {
        if (client.BackChannelLogoutUri is { } uri && (RedirectUriRule.FindFailure(uri) is not null || !IsProtected(new Uri(uri))))
            yield return $"BackChannelLogoutUri '{uri}' is not an absolute https URL without fragment, nor one of http on the loopback address.";
    }

    // A server asks DNS for names below localhost.
    private static bool IsProtected(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && RedirectUriRule.IsLoopback(uri));

    private static IEnumerable<string> Lifetimes(Client client)
    {
        if (client.AccessTokenLifetime < TimeSpan.FromSeconds(1))
            yield return "AccessTokenLifetime must be at least one second.";
        if (client.RefreshTokenLifetime < client.AccessTokenLifetime)
            yield return "RefreshTokenLifetime must not be shorter than AccessTokenLifetime.";
    }
}
