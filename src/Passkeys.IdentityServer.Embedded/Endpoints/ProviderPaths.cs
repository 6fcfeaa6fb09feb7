namespace Passkeys.IdentityServer.Embedded.Endpoints;

/// <summary>Where the provider answers, below the issuer.</summary>
internal static class ProviderPaths
{
    public const string Discovery = "/.well-known/openid-configuration";

    public const string Jwks = "/.well-known/openid-configuration/jwks";

    public const string Authorization = "/connect/authorize";

    public const string AuthorizationCallback = "/connect/authorize/callback";

    public const string FormPostScript = "/connect/authorize/form-post.js";

    public const string PushedAuthorization = "/connect/par";

    public const string Token = "/connect/token";

    public const string UserInfo = "/connect/userinfo";

    public const string Introspection = "/connect/introspect";

    public const string Revocation = "/connect/revocation";

    public const string EndSession = "/connect/endsession";
}
