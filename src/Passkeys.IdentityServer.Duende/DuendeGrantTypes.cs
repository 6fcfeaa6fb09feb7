using static Duende.IdentityServer.IdentityServerConstants;

namespace Passkeys.IdentityServer.Duende;

/// <summary>The kinds of grants in Duende's store.</summary>
internal static class DuendeGrantTypes
{
    /// <summary>Those that are tokens, or lead to some; a consent is none.</summary>
    public static string[] Tokens { get; } =
        [PersistedGrantTypes.RefreshToken, PersistedGrantTypes.ReferenceToken, PersistedGrantTypes.AuthorizationCode, PersistedGrantTypes.BackChannelAuthenticationRequest];
}
