using Passkeys.IdentityServer.Embedded.Keys;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Embedded.Configuration;

/// <summary>What must be right about each client.</summary>
/// <param name="knownScopes">The scopes that exist.</param>
internal sealed class ClientValidation(IReadOnlySet<string> knownScopes)
{
    public IEnumerable<string> Validate(Client client) => Flaws(client).Select(flaw => $"Client '{client.ClientId}': {flaw.Problem}");

    /// <summary>The same, each with the member that administrators know it by.</summary>
    public IEnumerable<ClientFlaw> Flaws(Client client) =>
    [
        .. Identity(client),
        .. Grants(client),
        .. client.Scopes.Where(scope => !knownScopes.Contains(scope)).Select(scope => new ClientFlaw(ClientMembers.Scopes, $"no API has the scope '{scope}'.")),
        .. Uris(client),
        .. BackChannel(client),
        .. Lifetimes(client),
    ];

    private static IEnumerable<ClientFlaw> Identity(Client client)
    {
        if (client.ClientId.Length is 0 or > 200 || client.ClientId.Any(c => c is < ' ' or > '~'))
            yield return new ClientFlaw(ClientMembers.ClientId, "ClientId must have 1 to 200 printable ASCII characters (RFC 6749 appendix A.1).");
        if (client.SecretHashes.Any(hash => !SecretHash.IsWellFormed(hash)))
            yield return new ClientFlaw(ClientMembers.Secrets, "a secret hash is not a SHA-256 hash in base64.");
        if (client.Jwks is { } jwks && WhyUnusable(jwks) is { } why)
            yield return new ClientFlaw(ClientMembers.Jwks, $"Jwks cannot be used: {why}");
        foreach (var pool in client.Pools.Where(pool => !PoolId.TryParse(pool, out _)))
            yield return new ClientFlaw(ClientMembers.Pools, $"'{pool}' is not a pool id: 2 to 63 of a-z, 0-9 and '-'.");
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

    private static IEnumerable<ClientFlaw> Grants(Client client)
    {
        foreach (var unknown in client.GrantTypes.Except(GrantTypes.All))
            yield return new ClientFlaw(ClientMembers.GrantTypes, $"the grant type '{unknown}' does not exist here.");
        if (client.GrantTypes.Contains(GrantTypes.ClientCredentials) && client.IsPublic)
            yield return new ClientFlaw(ClientMembers.GrantTypes, "client_credentials needs a secret or a key (RFC 6749 §4.4).");
        if (client.GrantTypes.Contains(GrantTypes.ClientCredentials) && client.AccessTokenType == AccessTokenType.Reference)
            yield return new ClientFlaw(ClientMembers.AccessTokenType, "client_credentials issues JWTs only: a reference token stands on somebody's session.");
        if (client.GrantTypes.Any(type => type is GrantTypes.Passkey or GrantTypes.AuthorizationCode) && client.Pools.Count == 0)
            yield return new ClientFlaw(ClientMembers.Pools, "it signs people in, and no pool is connected to it.");
        if (client.GrantTypes.Contains(GrantTypes.AuthorizationCode) && client.RedirectUris.Count == 0)
            yield return new ClientFlaw(ClientMembers.RedirectUris, "authorization_code needs a redirect URI.");
        if (client.RequirePushedAuthorizationRequests && !client.GrantTypes.Contains(GrantTypes.AuthorizationCode))
            yield return new ClientFlaw(ClientMembers.RequirePushedAuthorizationRequests, "RequirePushedAuthorizationRequests says nothing without the grant type authorization_code.");
        if (client.Scopes.Contains(UserClaims.OfflineAccess) != client.GrantTypes.Contains(GrantTypes.RefreshToken))
            yield return new ClientFlaw(ClientMembers.Scopes, "the scope offline_access and the grant type refresh_token go together.");
    }

    private static IEnumerable<ClientFlaw> Uris(Client client) =>
    [
        .. Redirects(ClientMembers.RedirectUris, client.RedirectUris),
        .. Redirects(ClientMembers.PostLogoutRedirectUris, client.PostLogoutRedirectUris),
        .. client.AllowedCorsOrigins.Where(origin => !OriginRule.IsOrigin(origin))
            .Select(origin => new ClientFlaw(ClientMembers.AllowedCorsOrigins, $"'{origin}' is not an origin: scheme, host and port, and nothing behind.")),
    ];

    private static IEnumerable<ClientFlaw> Redirects(string member, IEnumerable<string> uris) => uris
        .Select(uri => (Uri: uri, Failure: RedirectUriRule.FindFailure(uri)))
        .Where(uri => uri.Failure is not null)
        .Select(uri => new ClientFlaw(member, $"'{uri.Uri}' {uri.Failure}"));

    // OpenID Connect Back-Channel Logout 1.0 §2.2: the token must not be readable on the way.
    private static IEnumerable<ClientFlaw> BackChannel(Client client)
    {
        if (client.BackChannelLogoutUri is { } uri && (RedirectUriRule.FindFailure(uri) is not null || !IsProtected(new Uri(uri))))
            yield return new ClientFlaw(ClientMembers.BackChannelLogoutUri, $"BackChannelLogoutUri '{uri}' is not an absolute https URL without fragment, nor one of http on the loopback address.");
    }

    // A server asks DNS for names below localhost.
    private static bool IsProtected(Uri uri) => uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && RedirectUriRule.IsLoopback(uri));

    private static IEnumerable<ClientFlaw> Lifetimes(Client client)
    {
        if (client.AccessTokenLifetime < TimeSpan.FromSeconds(1))
            yield return new ClientFlaw(ClientMembers.AccessTokenLifetime, "AccessTokenLifetime must be at least one second.");
        if (client.RefreshTokenLifetime < client.AccessTokenLifetime)
            yield return new ClientFlaw(ClientMembers.RefreshTokenLifetime, "RefreshTokenLifetime must not be shorter than AccessTokenLifetime.");
    }
}
