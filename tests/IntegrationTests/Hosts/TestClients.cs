using System.Security.Cryptography;

namespace Passkeys.IntegrationTests.Hosts;

/// <summary>Clients of the code flow besides the seeded ones, as a host has them by configuration.</summary>
internal static class TestClients
{
    /// <summary>A public client: pages of one site, and a native application that listens on loopback.</summary>
    public const string BrowserApp = "browser-app";

    /// <summary>A client of somebody else's: its people are asked for consent.</summary>
    public const string ForeignApp = "foreign-app";

    /// <summary>A client that must push its requests.</summary>
    public const string PushingApp = "pushing-app";

    /// <summary>A client with a redirect URI that may not use the code flow.</summary>
    public const string OtherFlowApp = "other-flow-app";

    /// <summary>A confidential client, one page of which calls the provider.</summary>
    public const string ServerApp = "server-app";

    /// <summary>A public client by which administrators get their tokens.</summary>
    public const string AdminApp = "admin-app";

    /// <summary>A confidential client that administers pool acme on its own.</summary>
    public const string PoolAdminCli = "pool-admin-cli";

    public const string BrowserAppUri = "https://app.example.com/signed-in";

    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>(
    [
        .. Describe(0, BrowserApp, [BrowserAppUri, "http://127.0.0.1:4000/signed-in", "http://[::1]/signed-in", "http://localhost:4000/signed-in"]),
        .. Describe(1, ForeignApp, [BrowserAppUri]),
        new("EmbeddedProvider:Clients:1:Name", "Foreign app"),
        new("EmbeddedProvider:Clients:1:RequireConsent", "true"),
        .. Describe(2, PushingApp, [BrowserAppUri]),
        new("EmbeddedProvider:Clients:2:RequirePushedAuthorizationRequests", "true"),
        .. Describe(3, OtherFlowApp, [BrowserAppUri, "https://other.example.com/"]).Where(setting => setting.Value != "authorization_code"),
        .. Describe(4, ServerApp, ["https://server.example.com/signed-in"]),
        new("EmbeddedProvider:Clients:4:SecretHashes:0", Convert.ToBase64String(SHA256.HashData("server-app's own"u8))),
        new("EmbeddedProvider:Clients:4:AllowedCorsOrigins:0", "https://widget.example.com"),
        new("EmbeddedProvider:Clients:5:ClientId", AdminApp),
        .. Items("EmbeddedProvider:Clients:5:GrantTypes", ["urn:passkeys:params:oauth:grant-type:webauthn"]),
        .. Items("EmbeddedProvider:Clients:5:Scopes", ["openid", "passkeys.admin", "passkeys.admin.read"]),
        .. Items("EmbeddedProvider:Clients:5:Pools", ["demo"]),
        new("EmbeddedProvider:Clients:6:ClientId", PoolAdminCli),
        new("EmbeddedProvider:Clients:6:SecretHashes:0", Convert.ToBase64String(SHA256.HashData("pool-admin-cli's own"u8))),
        .. Items("EmbeddedProvider:Clients:6:GrantTypes", ["client_credentials"]),
        .. Items("EmbeddedProvider:Clients:6:Scopes", ["passkeys.admin"]),
        .. Items("EmbeddedProvider:Clients:6:Pools", ["acme"]),
    ]);

    private static IEnumerable<KeyValuePair<string, string?>> Describe(int index, string clientId, string[] redirectUris)
    {
        var client = $"EmbeddedProvider:Clients:{index}";
        return
        [
            new($"{client}:ClientId", clientId),
            .. Items($"{client}:GrantTypes", ["authorization_code", "refresh_token"]),
            .. Items($"{client}:Scopes", ["openid", "profile", "email", "offline_access", "demo-api"]),
            .. Items($"{client}:Pools", ["demo"]),
            .. Items($"{client}:RedirectUris", redirectUris),
        ];
    }

    private static IEnumerable<KeyValuePair<string, string?>> Items(string key, string[] items) =>
        items.Select((item, index) => new KeyValuePair<string, string?>($"{key}:{index}", item));
}
