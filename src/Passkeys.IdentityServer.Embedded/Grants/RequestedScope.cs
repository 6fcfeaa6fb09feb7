using Passkeys.IdentityServer.Embedded.Endpoints;

namespace Passkeys.IdentityServer.Embedded.Grants;

/// <summary>The scope of a token request, checked against what may be granted (RFC 6749 §3.3).</summary>
internal static class RequestedScope
{
    /// <summary>
    /// The scope that was asked for, or everything that may be granted when none was. It is checked before anything is
    /// claimed, so that a mistake of the client's costs it nothing.
    /// </summary>
    public static (string[] Scope, OAuthError? Error) Read(OAuthForm form, IReadOnlyCollection<string> grantable)
    {
        var asked = form["scope"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToArray();
        var scope = asked ?? [.. grantable];
        if (scope.Length == 0)
            return ([], OAuthError.InvalidScope("There is no scope that could be granted."));
        return scope.Except(grantable, StringComparer.Ordinal).Any()
            ? ([], OAuthError.InvalidScope("The scope exceeds what this grant can give this client."))
            : (scope, null);
    }
}
