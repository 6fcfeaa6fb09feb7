using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Engine.Tokens;

namespace Passkeys.IdentityServer.Embedded.Clients;

/// <summary>Clients as administrators see them.</summary>
internal static class ClientDescriptions
{
    /// <summary>One of the configuration, with the pools that an administrator has added.</summary>
    public static ClientDescription Of(Client client, IReadOnlyList<string> addedPools) => new()
    {
        ClientId = client.ClientId,
        IsPublic = client.IsPublic,
        Source = ClientSource.Configuration,
        Settings = SettingsOf(client.Serving(addedPools)),
        AddedPools = [.. addedPools.Except(client.Pools, StringComparer.Ordinal)],
        Secrets = [.. client.SecretHashes.Select(_ => new ClientSecretHint(Id: null, CreatedAt: null))],
    };

    /// <summary>One that an administrator registered.</summary>
    public static ClientDescription Of(RegisteredClient row, RegisteredClientDocument document) => new()
    {
        ClientId = row.ClientId,
        IsPublic = document.IsPublic,
        Source = ClientSource.Administration,
        Settings = document.Settings,
        Secrets = [.. document.Secrets.Select(secret => new ClientSecretHint(secret.Id, secret.CreatedAt))],
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
        Version = row.Version,
    };

    private static ClientSettings SettingsOf(Client client) => new()
    {
        Name = client.Name,
        GrantTypes = [.. client.GrantTypes],
        Scopes = [.. client.Scopes],
        Pools = [.. client.Pools],
        RedirectUris = [.. client.RedirectUris],
        PostLogoutRedirectUris = [.. client.PostLogoutRedirectUris],
        BackChannelLogoutUri = client.BackChannelLogoutUri,
        BackChannelLogoutSessionRequired = client.BackChannelLogoutSessionRequired,
        AllowedCorsOrigins = [.. client.AllowedCorsOrigins],
        RequireConsent = client.RequireConsent,
        RequirePushedAuthorizationRequests = client.RequirePushedAuthorizationRequests,
        ReferenceAccessTokens = client.AccessTokenType == AccessTokenType.Reference,
        AccessTokenLifetime = client.AccessTokenLifetime,
        RefreshTokenLifetime = client.RefreshTokenLifetime,
        Jwks = client.Jwks,
    };
}
