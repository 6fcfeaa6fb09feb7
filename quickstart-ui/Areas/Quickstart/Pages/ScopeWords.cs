using Microsoft.Extensions.Localization;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages;

/// <summary>What a scope means, in the words of the person who gives it.</summary>
internal static class ScopeWords
{
    private static readonly string[] Known =
        [UserClaims.OpenId, UserClaims.Profile, UserClaims.Email, UserClaims.OfflineAccess, ExtensionScopes.Passkeys];

    /// <summary>The sentence; for an API's scope one with its name.</summary>
    public static string Of(string scope, IStringLocalizer<Texts> texts) => Known.Contains(scope) ? texts["Scope." + scope] : texts["Scope.Other", scope];
}
