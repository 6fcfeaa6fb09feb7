using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Passkeys.IdentityServer.Administrators;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Applications;

/// <summary>A client as the API shows it. Members without a value are left out.</summary>
internal sealed record ApplicationJson
{
    public required string ClientId { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    public required bool Enabled { get; init; }

    public required string Source { get; init; }

    public required bool Editable { get; init; }

    public required IReadOnlyList<string> GrantTypes { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required IReadOnlyList<string> Pools { get; init; }

    public required IReadOnlyList<string> RedirectUris { get; init; }

    public required IReadOnlyList<string> PostLogoutRedirectUris { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? BackChannelLogoutUri { get; init; }

    public required bool BackChannelLogoutSessionRequired { get; init; }

    public required IReadOnlyList<string> AllowedCorsOrigins { get; init; }

    public required bool RequireConsent { get; init; }

    public required bool RequirePushedAuthorizationRequests { get; init; }

    public required string AccessTokenType { get; init; }

    public required long AccessTokenLifetimeSeconds { get; init; }

    public required long RefreshTokenLifetimeSeconds { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Jwks { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SecretJson>? Secrets { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CreatedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The first secret, told once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    /// <summary>A client for somebody with this reach: who does not read everything sees nothing of secrets and keys, and of pools only their own.</summary>
    public static ApplicationJson Of(ClientDescription client, AdministratorReach reach) => new()
    {
        ClientId = client.ClientId,
        Name = client.Name,
        Type = client.IsPublic ? ClientWords.Public : ClientWords.Confidential,
        Enabled = client.Settings.Enabled,
        Source = client.Source == ClientSource.Configuration ? "configuration" : "administration",
        Editable = client.IsEditable && reach.IsPlatform,
        GrantTypes = client.Settings.GrantTypes,
        Scopes = client.Settings.Scopes,
        Pools = [.. client.Settings.Pools.Where(name => reach.ReadsAll || (PoolId.TryParse(name, out var pool) && reach.MayRead(pool)))],
        RedirectUris = client.Settings.RedirectUris,
        PostLogoutRedirectUris = client.Settings.PostLogoutRedirectUris,
        BackChannelLogoutUri = client.Settings.BackChannelLogoutUri,
        BackChannelLogoutSessionRequired = client.Settings.BackChannelLogoutSessionRequired,
        AllowedCorsOrigins = client.Settings.AllowedCorsOrigins,
        RequireConsent = client.Settings.RequireConsent,
        RequirePushedAuthorizationRequests = client.Settings.RequirePushedAuthorizationRequests,
        AccessTokenType = client.Settings.ReferenceAccessTokens ? ClientWords.Reference : ClientWords.Jwt,
        AccessTokenLifetimeSeconds = (long)client.Settings.AccessTokenLifetime.TotalSeconds,
        RefreshTokenLifetimeSeconds = (long)client.Settings.RefreshTokenLifetime.TotalSeconds,
        Jwks = reach.ReadsAll ? Parse(client.Settings.Jwks) : null,
        Secrets = reach.ReadsAll ? [.. client.Secrets.Select(secret => new SecretJson { Id = secret.Id, CreatedAt = secret.CreatedAt })] : null,
        CreatedAt = client.CreatedAt,
        UpdatedAt = client.UpdatedAt,
    };

    private static JsonNode? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A secret as the API shows it: itself only in the answer to its making.</summary>
internal sealed record SecretJson
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Id { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>The words of the API.</summary>
internal static class ClientWords
{
    public const string Public = "public";
    public const string Confidential = "confidential";
    public const string Jwt = "jwt";
    public const string Reference = "reference";
}
