using System.Text.Json;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Engine.Tokens;

namespace Passkeys.IdentityServer.Embedded.Clients;

/// <summary>What is stored of a client that an administrator registered (<see cref="RegisteredClient.Document"/>).</summary>
/// <param name="IsPublic">Whether it has nothing to authenticate with.</param>
/// <param name="Settings">What the administrator said of it.</param>
/// <param name="Secrets">Its secrets, hashed; oldest first.</param>
internal sealed record RegisteredClientDocument(bool IsPublic, ClientSettings Settings, IReadOnlyList<RegisteredSecret> Secrets)
{
    /// <summary>Whether this is no client, but what a client of the configuration serves more than that says: <see cref="ClientSettings.Pools"/>. Default false.</summary>
    public bool IsAddition { get; init; }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The document of a row, or null when it is none.</summary>
    public static RegisteredClientDocument? Read(RegisteredClient row)
    {
        try
        {
            return JsonSerializer.Deserialize<RegisteredClientDocument>(row.Document, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Pools that a client of the configuration serves besides. Without that client it is good for nothing.</summary>
    public static RegisteredClientDocument Adding(Client configured, IReadOnlyList<string> pools) =>
        new(configured.IsPublic, new ClientSettings { Name = configured.Name, Pools = pools }, []) { IsAddition = true };

    /// <summary>As it is stored.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>
    /// The client as the provider uses it, or null when it gets nothing: it is disabled, or has lost what it authenticates with, without which anyone could speak in its name.
    /// </summary>
    public Client? ToClient(RegisteredClient row)
    {
        var client = Describe(row.ClientId, row.CreatedAt);
        return Settings.Enabled && client.IsPublic == IsPublic && !IsAddition ? client : null;
    }

    /// <summary>The same for the rules of clients, enabled or not.</summary>
    public Client Describe(string clientId, DateTimeOffset registeredAt) => new()
    {
        ClientId = clientId,
        Name = Settings.Name,
        SecretHashes = [.. Secrets.Select(secret => secret.Hash)],
        Jwks = Settings.Jwks,
        GrantTypes = [.. Settings.GrantTypes],
        Scopes = [.. Settings.Scopes],
        Pools = [.. Settings.Pools],
        RedirectUris = [.. Settings.RedirectUris],
        RequireConsent = Settings.RequireConsent,
        RequirePushedAuthorizationRequests = Settings.RequirePushedAuthorizationRequests,
        AllowedCorsOrigins = [.. Settings.AllowedCorsOrigins],
        PostLogoutRedirectUris = [.. Settings.PostLogoutRedirectUris],
        BackChannelLogoutUri = Settings.BackChannelLogoutUri,
        BackChannelLogoutSessionRequired = Settings.BackChannelLogoutSessionRequired,
        AccessTokenType = Settings.ReferenceAccessTokens ? AccessTokenType.Reference : AccessTokenType.Jwt,
        AccessTokenLifetime = Settings.AccessTokenLifetime,
        RefreshTokenLifetime = Settings.RefreshTokenLifetime,
        RegisteredAt = registeredAt,
    };
}

/// <summary>A secret as it is stored.</summary>
/// <param name="Id">Its id; no secret.</param>
/// <param name="Hash">What <see cref="SecretHash.Of"/> makes of it.</param>
/// <param name="CreatedAt">When it was made (UTC).</param>
internal sealed record RegisteredSecret(string Id, string Hash, DateTimeOffset CreatedAt);
