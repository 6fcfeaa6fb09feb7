using Duende.IdentityServer.Models;
using Passkeys.IdentityServer.Grants;

namespace Passkeys.DuendeTests.Hosting;

/// <summary>What the host has configured: clients from before the extension, and some that know of it.</summary>
internal static class Config
{
    /// <summary>The pool of the host's people.</summary>
    public const string Pool = "people";

    /// <summary>A client from before: it knows nothing of pools.</summary>
    public const string Web = "web";

    /// <summary>A client that names the pool.</summary>
    public const string Shop = "shop";

    /// <summary>A client of another pool.</summary>
    public const string Elsewhere = "elsewhere";

    /// <summary>A client that needs consent.</summary>
    public const string Foreign = "foreign";

    /// <summary>A native app with the passkey grant, that names no pool.</summary>
    public const string Native = "native";

    /// <summary>The secret of those that have one.</summary>
    public const string Secret = "a secret of the tests";

    private const string Orders = "orders";

    public static IEnumerable<IdentityResource> IdentityResources =>
        [new IdentityResources.OpenId(), new IdentityResources.Profile(), new IdentityResources.Email(), new IdentityResource("roles", ["role", "department"])];

    public static IEnumerable<ApiScope> ApiScopes => [new(Orders, ["role", "department"])];

    public static IEnumerable<Client> Clients =>
        [New(Web), New(Shop, Pool, client => client.RefreshTokenUsage = TokenUsage.OneTimeOnly), New(Elsewhere, "other"), New(Foreign, configure: client => client.RequireConsent = true), NativeApp()];

    /// <summary>Where the answers to a client go.</summary>
    public static string RedirectUriOf(string clientId) => $"https://{clientId}.example.com/signin";

    /// <summary>Where a client is told of logouts.</summary>
    public static string LogoutUriOf(string clientId) => $"https://{clientId}.example.com/logout";

    private static Client New(string id, string? pools = null, Action<Client>? configure = null)
    {
        var client = new Client
        {
            ClientId = id,
            ClientSecrets = [new Secret(Secret.Sha256())],
            AllowedGrantTypes = GrantTypes.Code,
            AllowedScopes = ["openid", "profile", "email", "roles", Orders],
            AllowOfflineAccess = true,
            RedirectUris = [RedirectUriOf(id)],
            AllowedCorsOrigins = [$"https://{id}.example.com"],
            BackChannelLogoutUri = LogoutUriOf(id),
            AlwaysIncludeUserClaimsInIdToken = true,
        };
        if (pools is not null)
            client.Properties["pools"] = pools;
        configure?.Invoke(client);
        return client;
    }

    private static Client NativeApp() => new()
    {
        ClientId = Native,
        RequireClientSecret = false,
        AllowedGrantTypes = [IPasskeyGrant.GrantType],
        AllowedScopes = ["openid", "profile", "passkeys", Orders],
        AllowOfflineAccess = true,
        CoordinateLifetimeWithUserSession = true,
        AlwaysIncludeUserClaimsInIdToken = true,
    };
}
