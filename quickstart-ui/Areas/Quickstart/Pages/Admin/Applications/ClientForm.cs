using Passkeys.IdentityServer.Engine;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin.Applications;

/// <summary>An application as a form has it: lists are lines.</summary>
public sealed class ClientForm
{
    /// <summary>The client id; only of a new one.</summary>
    public string? ClientId { get; set; }

    /// <summary>confidential or public; only of a new one.</summary>
    public string? Type { get; set; }

    /// <summary>What people call it.</summary>
    public string? Name { get; set; }

    /// <summary>Whether it works.</summary>
    public bool Enabled { get; set; }

    /// <summary>Its grant types.</summary>
    public IList<string> GrantTypes { get; set; } = [];

    /// <summary>Its scopes.</summary>
    public IList<string> Scopes { get; set; } = [];

    /// <summary>Its pools, a line each.</summary>
    public string? Pools { get; set; }

    /// <summary>Its redirect URIs, a line each.</summary>
    public string? RedirectUris { get; set; }

    /// <summary>Where the browser may go after a sign-out, a line each.</summary>
    public string? PostLogoutRedirectUris { get; set; }

    /// <summary>Where it is told that sessions ended.</summary>
    public string? BackChannelLogoutUri { get; set; }

    /// <summary>Whether it is told which.</summary>
    public bool BackChannelLogoutSessionRequired { get; set; }

    /// <summary>Origins of pages, a line each.</summary>
    public string? AllowedCorsOrigins { get; set; }

    /// <summary>Whether people are asked.</summary>
    public bool RequireConsent { get; set; }

    /// <summary>Whether requests must be pushed.</summary>
    public bool RequirePushedAuthorizationRequests { get; set; }

    /// <summary>Whether access tokens are references.</summary>
    public bool AccessTokenType { get; set; }

    /// <summary>How long an access token lives, in seconds.</summary>
    public int? AccessTokenLifetimeSeconds { get; set; }

    /// <summary>How long a refresh token lives, in seconds.</summary>
    public int? RefreshTokenLifetimeSeconds { get; set; }

    /// <summary>Its public keys, a JWK set as JSON.</summary>
    public string? Jwks { get; set; }

    /// <summary>The version that was read.</summary>
    public Guid Version { get; set; }

    /// <summary>The field of a member of the API.</summary>
    internal static string FieldOf(string member) => char.ToUpperInvariant(member[0]) + member[1..];

    internal static ClientForm Of(ClientSettings settings) => new()
    {
        Name = settings.Name,
        Enabled = settings.Enabled,
        GrantTypes = [.. settings.GrantTypes],
        Scopes = [.. settings.Scopes],
        Pools = Lines(settings.Pools),
        RedirectUris = Lines(settings.RedirectUris),
        PostLogoutRedirectUris = Lines(settings.PostLogoutRedirectUris),
        BackChannelLogoutUri = settings.BackChannelLogoutUri,
        BackChannelLogoutSessionRequired = settings.BackChannelLogoutSessionRequired,
        AllowedCorsOrigins = Lines(settings.AllowedCorsOrigins),
        RequireConsent = settings.RequireConsent,
        RequirePushedAuthorizationRequests = settings.RequirePushedAuthorizationRequests,
        AccessTokenType = settings.ReferenceAccessTokens,
        AccessTokenLifetimeSeconds = (int)settings.AccessTokenLifetime.TotalSeconds,
        RefreshTokenLifetimeSeconds = (int)settings.RefreshTokenLifetime.TotalSeconds,
        Jwks = settings.Jwks,
    };

    internal ClientSettings ToSettings() => new()
    {
        Name = Trimmed(Name),
        Enabled = Enabled,
        GrantTypes = [.. GrantTypes.Distinct(StringComparer.Ordinal)],
        Scopes = [.. Scopes.Distinct(StringComparer.Ordinal)],
        Pools = Words(Pools),
        RedirectUris = Words(RedirectUris),
        PostLogoutRedirectUris = Words(PostLogoutRedirectUris),
        BackChannelLogoutUri = Trimmed(BackChannelLogoutUri),
        BackChannelLogoutSessionRequired = BackChannelLogoutSessionRequired,
        AllowedCorsOrigins = Words(AllowedCorsOrigins),
        RequireConsent = RequireConsent,
        RequirePushedAuthorizationRequests = RequirePushedAuthorizationRequests,
        ReferenceAccessTokens = AccessTokenType,
        AccessTokenLifetime = TimeSpan.FromSeconds(AccessTokenLifetimeSeconds ?? 0),
        RefreshTokenLifetime = TimeSpan.FromSeconds(RefreshTokenLifetimeSeconds ?? 0),
        Jwks = Trimmed(Jwks),
    };

    private static string? Trimmed(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    private static string Lines(IReadOnlyList<string> items) => string.Join('\n', items);

    // Neither an address nor an id has white space in it.
    private static string[] Words(string? lines) => [.. (lines ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
}
