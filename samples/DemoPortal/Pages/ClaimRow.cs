using System.Globalization;
using System.Security.Claims;

namespace DemoPortal.Pages;

/// <summary>A line of the table of claims.</summary>
internal sealed record ClaimRow(string Name, string Value, string Meaning)
{
    // OpenID Connect Core 1.0 §2 and §5.1, RFC 8176 (amr); pool is this provider's own.
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["sub"] = "who you are, for this provider",
        ["name"] = "what you are called",
        ["email"] = "your address",
        ["email_verified"] = "whether you showed that it is yours",
        ["preferred_username"] = "the name you signed up with",
        ["pool"] = "the identity pool that you belong to",
        ["auth_time"] = "when you last signed in with your passkey",
        ["amr"] = "how you signed in",
        ["acr"] = "how strong that was; phr cannot be phished",
        ["sid"] = "your session at the sign-in service",
        ["iss"] = "who says all this",
        ["aud"] = "whom it is said to",
        ["iat"] = "when it was said",
        ["exp"] = "until when it counts",
        ["nonce"] = "ties it to the request of your browser",
        ["at_hash"] = "ties it to the access token",
    };

    private static readonly string[] Times = ["auth_time", "iat", "exp", "updated_at"];

    /// <summary>One row a claim, those that people understand first.</summary>
    public static IReadOnlyList<ClaimRow> Of(ClaimsPrincipal person)
    {
        var order = Meanings.Keys.ToList();
        return [.. person.Claims.GroupBy(claim => claim.Type)
            .OrderBy(claims => order.IndexOf(claims.Key) is var place and >= 0 ? place : order.Count)
            .Select(claims => new ClaimRow(claims.Key, string.Join(", ", claims.Select(Show)), Meanings.GetValueOrDefault(claims.Key, "")))];
    }

    private static string Show(Claim claim) =>
        Times.Contains(claim.Type) && long.TryParse(claim.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
            : claim.Value;
}
