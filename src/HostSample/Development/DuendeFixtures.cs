#if DUENDE
using Duende.IdentityServer.Models;
using HostSample.Hosting;
using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Grants;

namespace HostSample.Development;

/// <summary>The clients and the API that a host in Development starts with, the same as with the embedded provider. Their secrets are public.</summary>
internal static class DuendeFixtures
{
    private const string DemoApi = "demo-api";
    private const int TenMinutes = 600;
    private const int FourteenDays = 14 * 24 * 60 * 60;

    private static readonly string[] PersonScopes = [UserClaims.OpenId, UserClaims.Profile, UserClaims.Email, ExtensionScopes.Passkeys, DemoApi];

    /// <summary>All of them.</summary>
    public static DuendeResources All { get; } = new(
        [DemoPortal(), NativeApp(), StaffApp(), Backend(), AdminCli(), ReferenceApp()],
        [new ApiScope(DemoApi)],
        [new ApiResource(DemoApi) { Scopes = [DemoApi], ApiSecrets = [new Secret("api-secret".Sha256())] }]);

    private static Client DemoPortal() => Confidential(Refreshing(New("demo-portal", "Demo portal", GrantType.AuthorizationCode, PersonScopes, "demo acme staff")), "portal-secret", client =>
    {
        client.RedirectUris = ["http://localhost:5001/signin-passkeys"];
        client.PostLogoutRedirectUris = ["http://localhost:5001/"];
        client.BackChannelLogoutUri = "http://localhost:5001/backchannel-logout";
    });

    private static Client NativeApp() => Refreshing(New("native-app", "Native app", IPasskeyGrant.GrantType, PersonScopes, "demo acme"));

    private static Client StaffApp() => New("staff-app", "Staff app", IPasskeyGrant.GrantType, [UserClaims.OpenId, DemoApi], "staff");

    private static Client Backend() => Confidential(
        New("backend", "Back end", GrantType.ClientCredentials, [ExtensionScopes.Backend, UserClaims.OpenId, UserClaims.Profile, UserClaims.Email], "demo"),
        "backend-secret",
        client => client.AllowedGrantTypes = [GrantType.ClientCredentials, IPasskeyGrant.GrantType]);

    private static Client AdminCli() => Confidential(New("admin-cli", "Administration", GrantType.ClientCredentials, [ExtensionScopes.Administration], ""), "admin-secret", _ => { });

    private static Client ReferenceApp()
    {
        var client = New("reference-app", "Reference app", IPasskeyGrant.GrantType, [UserClaims.OpenId, DemoApi], "demo");
        client.AccessTokenType = AccessTokenType.Reference;
        return client;
    }

    private static Client New(string id, string name, string grantType, IReadOnlyCollection<string> scopes, string pools) => new()
    {
        ClientId = id,
        ClientName = name,
        AllowedGrantTypes = [grantType],
        AllowedScopes = [.. scopes],
        Properties = { ["pools"] = pools },
        RequireClientSecret = false,
        AccessTokenLifetime = TenMinutes,
    };

    private static Client Refreshing(Client client)
    {
        client.AllowOfflineAccess = true;
        client.RefreshTokenUsage = TokenUsage.OneTimeOnly;
        client.RefreshTokenExpiration = TokenExpiration.Sliding;
        (client.SlidingRefreshTokenLifetime, client.AbsoluteRefreshTokenLifetime) = (FourteenDays, 0);
        return client;
    }

    private static Client Confidential(Client client, string secret, Action<Client> more)
    {
        client.RequireClientSecret = true;
        client.ClientSecrets = [new Secret(secret.Sha256())];
        more(client);
        return client;
    }
}
#endif
