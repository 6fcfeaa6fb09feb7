using Passkeys.IdentityServer.Engine;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Applications;

/// <summary>Reads a client from the JSON of a call. What is not there is as it is by default.</summary>
internal static class ApplicationBody
{
    // A year is long for a token, ten are a mistake.
    private const int MostSeconds = 10 * 365 * 24 * 60 * 60;

    /// <summary>Whether it is to be a public one. A confidential one where nothing is said.</summary>
    public static bool ReadIsPublic(JsonMember body, bool otherwise = false) => body.OptionalString("type") switch
    {
        null => otherwise,
        ClientWords.Public => true,
        ClientWords.Confidential => false,
        _ => throw new InvalidMemberException("type", "confidential or public is expected."),
    };

    /// <summary>What is said of it.</summary>
    public static ClientSettings Read(JsonMember body)
    {
        var usual = new ClientSettings();
        return new ClientSettings
        {
            Name = body.OptionalString("name")?.Trim() is { Length: > 0 } name ? name : null,
            Enabled = body.OptionalBoolean("enabled") ?? usual.Enabled,
            GrantTypes = Words(body, "grantTypes"),
            Scopes = Words(body, "scopes"),
            Pools = Words(body, "pools"),
            RedirectUris = Words(body, "redirectUris"),
            PostLogoutRedirectUris = Words(body, "postLogoutRedirectUris"),
            BackChannelLogoutUri = body.OptionalString("backChannelLogoutUri"),
            BackChannelLogoutSessionRequired = body.OptionalBoolean("backChannelLogoutSessionRequired") ?? usual.BackChannelLogoutSessionRequired,
            AllowedCorsOrigins = Words(body, "allowedCorsOrigins"),
            RequireConsent = body.OptionalBoolean("requireConsent") ?? usual.RequireConsent,
            RequirePushedAuthorizationRequests = body.OptionalBoolean("requirePushedAuthorizationRequests") ?? usual.RequirePushedAuthorizationRequests,
            ReferenceAccessTokens = ReadIsReference(body),
            AccessTokenLifetime = Seconds(body, "accessTokenLifetimeSeconds") ?? usual.AccessTokenLifetime,
            RefreshTokenLifetime = Seconds(body, "refreshTokenLifetimeSeconds") ?? usual.RefreshTokenLifetime,
            Jwks = body.OptionalObject("jwks")?.Element.GetRawText(),
        };
    }

    private static bool ReadIsReference(JsonMember body) => body.OptionalString("accessTokenType") switch
    {
        null or ClientWords.Jwt => false,
        ClientWords.Reference => true,
        _ => throw new InvalidMemberException("accessTokenType", "jwt or reference is expected."),
    };

    private static IReadOnlyList<string> Words(JsonMember body, string name) => [.. body.OptionalStrings(name).Distinct(StringComparer.Ordinal)];

    private static TimeSpan? Seconds(JsonMember body, string name) => body.OptionalNumber(name, 1, MostSeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
