using System.Globalization;
using System.Security.Claims;

namespace DemoPortal.SignIn;

/// <summary>An authentication with a passkey that is not long ago.</summary>
internal static class RecentAuthentication
{
    // Phishing-resistant, and phishing-resistant with protected hardware (OpenID Connect Extended Authentication Profile ACR Values 1.0).
    private static readonly string[] PhishingResistant = ["phr", "phrh"];

    // The provider's clock and this one are not the same, and auth_time has no fractions.
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(5);

    public static bool IsShownBy(ClaimsPrincipal person, DateTimeOffset now, TimeSpan maxAge) =>
        IsShownBy(AuthenticatedAt(person), person.FindFirstValue("acr"), now, maxAge);

    public static bool IsShownBy(DateTimeOffset? authenticatedAt, string? acr, DateTimeOffset now, TimeSpan maxAge) =>
        authenticatedAt is { } at && now - at <= maxAge + Leeway && PhishingResistant.Contains(acr);

    /// <summary>When the person was last seen authenticating.</summary>
    public static DateTimeOffset? AuthenticatedAt(ClaimsPrincipal person) =>
        long.TryParse(person.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
