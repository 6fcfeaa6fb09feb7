using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Embedded.Tokens;

/// <summary>The scopes that exist, and to whom they belong.</summary>
internal static class ScopeCatalog
{
    /// <summary>Scopes that say something about a person; a client's own token cannot carry them.</summary>
    public static bool NeedsPerson(string scope) => scope == UserClaims.OfflineAccess || UserClaims.ByScope.ContainsKey(scope);

    /// <summary>Scopes that no API may claim.</summary>
    public static bool IsReserved(string scope) => NeedsPerson(scope) || ExtensionScopes.All.Contains(scope);

    /// <summary>RFC 6749 §3.3: one or more of %x21 / %x23-5B / %x5D-7E.</summary>
    public static bool IsWellFormed(string scope) => scope.Length > 0 && scope.All(c => c is '!' or (>= '#' and <= '[') or (>= ']' and <= '~'));

    public static IReadOnlySet<string> NamesIn(EmbeddedProviderOptions options) => new HashSet<string>(
        [
            .. UserClaims.ByScope.Keys,
            UserClaims.OfflineAccess,
            .. ExtensionScopes.All,
            .. options.ApiScopes,
            .. options.ApiResources.SelectMany(resource => resource.Scopes),
        ],
        StringComparer.Ordinal);

    /// <summary>The audiences of an access token (RFC 9068 §3): the APIs of its scopes, and the issuer for the extension's own or when there is no other.</summary>
    public static IReadOnlyList<string> AudiencesOf(IReadOnlyCollection<string> scope, IEnumerable<ApiResource> resources, string issuer)
    {
        var audiences = resources.Where(resource => resource.Scopes.Intersect(scope).Any()).Select(resource => resource.Name).ToList();
        if (audiences.Count == 0 || scope.Intersect(ExtensionScopes.All).Any())
            audiences.Add(issuer);
        return audiences;
    }
}
