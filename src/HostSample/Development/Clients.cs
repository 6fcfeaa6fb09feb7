#if !DUENDE
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Engine;

namespace HostSample.Development;

/// <summary>The clients and the API that a host in Development starts with. Their secrets are public: outside Development the host refuses them.</summary>
internal static class Clients
{
    private const string DemoApi = "demo-api";

    private static readonly string[] AllScopes =
        [UserClaims.OpenId, UserClaims.Profile, UserClaims.Email, UserClaims.OfflineAccess, ExtensionScopes.Passkeys, DemoApi];

    /// <summary>Adds them to the embedded provider.</summary>
    public static void Add(EmbeddedProviderOptions options)
    {
        options.ApiResources.Add(new ApiResource { Name = DemoApi, Scopes = [DemoApi], SecretHashes = [SecretHash.Of("api-secret")] });
        foreach (var client in new[] { DemoPortal(), NativeApp(), StaffApp(), Backend(), AdminCli(), ReferenceApp() })
            options.Clients.Add(client);
    }

    private static Client DemoPortal() => new()
    {
        ClientId = "demo-portal",
        Name = "Demo portal",
        SecretHashes = [SecretHash.Of("portal-secret")],
        GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
        Scopes = [.. AllScopes],
        Pools = ["demo", "acme", "staff"],
        RedirectUris = ["http://localhost:5001/signin-passkeys"],
        PostLogoutRedirectUris = ["http://localhost:5001/"],
        BackChannelLogoutUri = "http://localhost:5001/backchannel-logout",
    };

    private static Client NativeApp() => new()
    {
        ClientId = "native-app",
        Name = "Native app",
        GrantTypes = [GrantTypes.Passkey, GrantTypes.RefreshToken],
        Scopes = [.. AllScopes],
        Pools = ["demo", "acme"],
    };

    private static Client StaffApp() => new()
    {
        ClientId = "staff-app",
        Name = "Staff app",
        GrantTypes = [GrantTypes.Passkey],
        Scopes = [UserClaims.OpenId, DemoApi],
        Pools = ["staff"],
    };

    // The identity scopes are for its passkey grant; a token of its own cannot carry them.
    private static Client Backend() => new()
    {
        ClientId = "backend",
        Name = "Back end",
        SecretHashes = [SecretHash.Of("backend-secret")],
        GrantTypes = [GrantTypes.ClientCredentials, GrantTypes.Passkey],
        Scopes = [ExtensionScopes.Backend, UserClaims.OpenId, UserClaims.Profile, UserClaims.Email],
        Pools = ["demo"],
    };

    private static Client AdminCli() => new()
    {
        ClientId = "admin-cli",
        Name = "Administration",
        SecretHashes = [SecretHash.Of("admin-secret")],
        GrantTypes = [GrantTypes.ClientCredentials],
        Scopes = [ExtensionScopes.Administration],
    };

    private static Client ReferenceApp() => new()
    {
        ClientId = "reference-app",
        Name = "Reference app",
        GrantTypes = [GrantTypes.Passkey],
        Scopes = [UserClaims.OpenId, DemoApi],
        Pools = ["demo"],
        AccessTokenType = AccessTokenType.Reference,
    };
}
#endif
