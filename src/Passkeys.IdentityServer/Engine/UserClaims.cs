using Passkeys.IdentityServer.Users;

namespace Passkeys.IdentityServer.Engine;

/// <summary>What a scope tells a client about a person (OpenID Connect Core 1.0 §5.4), whichever the engine.</summary>
public static class UserClaims
{
    /// <summary>The scope that makes a request an OpenID Connect request (§3.1.2.1).</summary>
    public const string OpenId = "openid";

    /// <summary>The scope of <c>name</c> and <c>preferred_username</c>.</summary>
    public const string Profile = "profile";

    /// <summary>The scope of <c>email</c> and <c>email_verified</c>.</summary>
    public const string Email = "email";

    /// <summary>The scope that asks for a refresh token (§11).</summary>
    public const string OfflineAccess = "offline_access";

    /// <summary>The claims that each identity scope stands for.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByScope { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [OpenId] = ["sub", "pool"],
        [Profile] = ["name", "preferred_username"],
        [Email] = ["email", "email_verified"],
    };

    /// <summary>The person's claims for the granted scope. <c>sub</c> and <c>pool</c> are always among them; a claim without a value is left out.</summary>
    /// <returns>Claim names with a string or a bool each.</returns>
    public static IReadOnlyDictionary<string, object> Of(PoolUser user, IReadOnlyCollection<string> scope)
    {
        var claims = new Dictionary<string, object> { ["sub"] = user.Id, ["pool"] = user.Pool.Value };
        if (scope.Contains(Profile))
            AddProfile(claims, user);
        if (scope.Contains(Email) && user.Email is { } email)
            (claims["email"], claims["email_verified"]) = (email, user.EmailConfirmed);
        return claims;
    }

    private static void AddProfile(Dictionary<string, object> claims, PoolUser user)
    {
        if ((user.DisplayName ?? user.UserName) is { } name)
            claims["name"] = name;
        if (user.UserName is { } userName)
            claims["preferred_username"] = userName;
    }
}
