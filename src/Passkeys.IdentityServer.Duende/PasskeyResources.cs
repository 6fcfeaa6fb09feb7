using Duende.IdentityServer.Models;
using Passkeys.IdentityServer.Engine;

namespace Passkeys.IdentityServer.Duende;

/// <summary>What a Duende host has to know of besides its own resources: <c>AddInMemoryApiScopes([.. PasskeyResources.ApiScopes, ...])</c>.</summary>
public static class PasskeyResources
{
    /// <summary>The scopes of the extension's own API. Without one of them its part of the API is out of reach.</summary>
    public static IReadOnlyList<ApiScope> ApiScopes { get; } = [.. ExtensionScopes.All.Select(name => new ApiScope(name))];

    /// <summary><c>openid</c> with <c>pool</c>, <c>profile</c> and <c>email</c>: what people of pools have. A host with more of its own keeps its own.</summary>
    public static IReadOnlyList<IdentityResource> IdentityResources { get; } =
        [.. UserClaims.ByScope.Select(scope => new IdentityResource(scope.Key, scope.Value) { Required = scope.Key == UserClaims.OpenId })];
}
