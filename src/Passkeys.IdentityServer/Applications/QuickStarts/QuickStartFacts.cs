using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Applications.QuickStarts;

/// <summary>What the samples need to know of a client.</summary>
internal sealed record QuickStartFacts
{
    private const string AuthorizationCode = "authorization_code";
    private const string Passkey = "urn:passkeys:params:oauth:grant-type:webauthn";

    public required string Issuer { get; init; }

    public required string ClientId { get; init; }

    public required ClientAuthenticationKind Authentication { get; init; }

    public required bool HasCodeFlow { get; init; }

    public required bool HasPasskeyGrant { get; init; }

    public required bool HasClientCredentials { get; init; }

    /// <summary>The redirect URI that a program on a device would use, where there is one; else the first, or null.</summary>
    public required string? RedirectUri { get; init; }

    /// <summary>The first redirect URI of http or https, or null.</summary>
    public required string? WebRedirectUri { get; init; }

    public required string? PostLogoutRedirectUri { get; init; }

    /// <summary>The scope with a person.</summary>
    public required IReadOnlyList<string> Scope { get; init; }

    /// <summary>The scope without one.</summary>
    public required IReadOnlyList<string> OwnScope { get; init; }

    /// <summary>The pool that is asked for, or null.</summary>
    public required string? Pool { get; init; }

    /// <summary>A pool of the client: the one that is asked for, or its first; null when it has none.</summary>
    public required string? AnyPool { get; init; }

    public string? AcrValues => Pool is { } pool ? "tenant:" + pool : null;

    public string ScopeText => string.Join(' ', HasCodeFlow || HasPasskeyGrant ? Scope : OwnScope);

    public bool IsInsecure => Issuer.StartsWith("http:", StringComparison.Ordinal);

    public static QuickStartFacts Of(string issuer, ClientDescription client, PoolId? pool)
    {
        var settings = client.Settings;
        var web = settings.RedirectUris.FirstOrDefault(IsWeb);
        return new QuickStartFacts
        {
            Issuer = issuer,
            ClientId = client.ClientId,
            Authentication = client.IsPublic ? ClientAuthenticationKind.None : client.Secrets.Count > 0 ? ClientAuthenticationKind.Secret : ClientAuthenticationKind.Key,
            HasCodeFlow = settings.GrantTypes.Contains(AuthorizationCode),
            HasPasskeyGrant = settings.GrantTypes.Contains(Passkey),
            HasClientCredentials = settings.GrantTypes.Contains("client_credentials"),
            RedirectUri = settings.RedirectUris.OrderBy(uri => uri.StartsWith("https:", StringComparison.Ordinal)).FirstOrDefault(),
            WebRedirectUri = web,
            PostLogoutRedirectUri = settings.PostLogoutRedirectUris.FirstOrDefault(IsWeb),
            Scope = [.. settings.Scopes.Where(scope => scope != ExtensionScopes.Backend).OrderBy(scope => scope != UserClaims.OpenId)],
            OwnScope = [.. settings.Scopes.Where(scope => scope is not (UserClaims.OfflineAccess or ExtensionScopes.Passkeys) && !UserClaims.ByScope.ContainsKey(scope))],
            Pool = pool?.Value,
            AnyPool = pool?.Value ?? (settings.Pools.Count > 0 ? settings.Pools[0] : null),
        };
    }

    // A scheme of a device's is no address that a server or a page could answer at.
    private static bool IsWeb(string uri) => Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Scheme is ("http" or "https");
}

/// <summary>How a client authenticates.</summary>
internal enum ClientAuthenticationKind
{
    /// <summary>Not at all: a public one.</summary>
    None,

    /// <summary>By a secret.</summary>
    Secret,

    /// <summary>By a key (<c>private_key_jwt</c>).</summary>
    Key,
}
