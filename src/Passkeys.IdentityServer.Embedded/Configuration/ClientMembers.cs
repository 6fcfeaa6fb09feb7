namespace Passkeys.IdentityServer.Embedded.Configuration;

/// <summary>What administrators call the parts of a client: the members of the API's JSON.</summary>
internal static class ClientMembers
{
    public const string ClientId = "clientId";
    public const string Name = "name";
    public const string Secrets = "secrets";
    public const string GrantTypes = "grantTypes";
    public const string Scopes = "scopes";
    public const string Pools = "pools";
    public const string RedirectUris = "redirectUris";
    public const string PostLogoutRedirectUris = "postLogoutRedirectUris";
    public const string BackChannelLogoutUri = "backChannelLogoutUri";
    public const string AllowedCorsOrigins = "allowedCorsOrigins";
    public const string RequirePushedAuthorizationRequests = "requirePushedAuthorizationRequests";
    public const string AccessTokenType = "accessTokenType";
    public const string AccessTokenLifetime = "accessTokenLifetimeSeconds";
    public const string RefreshTokenLifetime = "refreshTokenLifetimeSeconds";
    public const string Jwks = "jwks";
}
