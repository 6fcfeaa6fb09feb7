using System.Text.RegularExpressions;
using Passkeys.IdentityServer.Embedded.Configuration;

namespace Passkeys.IdentityServer.Embedded.Authorization;

/// <summary>Whether a redirect URI is one of a client's: character by character (RFC 9700 §4.1.3).</summary>
internal static partial class RegisteredRedirects
{
    public static bool Include(Client client, string redirectUri) =>
        client.RedirectUris.Contains(redirectUri, StringComparer.Ordinal) || (client.IsPublic && IncludeAnyPort(client, redirectUri));

    /// <summary>Whether any program on the person's device could receive the answer in the client's name: nothing proves who the client is (RFC 8252 §8.6).</summary>
    public static bool MayBeAnybodys(Client client, string redirectUri) =>
        client.IsPublic && !redirectUri.StartsWith("https:", StringComparison.Ordinal);

    // RFC 8252 §7.3: a native app listens on whichever port is free. The address must be a loopback literal: localhost may be another machine (§8.3).
    private static bool IncludeAnyPort(Client client, string redirectUri) =>
        WithoutPort(redirectUri) is { } asked && client.RedirectUris.Any(registered => WithoutPort(registered) == asked);

    private static string? WithoutPort(string uri) =>
        Loopback().Match(uri) is { Success: true } match ? match.Groups["host"].Value + match.Groups["rest"].Value : null;

    [GeneratedRegex(@"\A(?<host>http://(?:127\.0\.0\.1|\[::1\]))(?::[1-9][0-9]{0,4})?(?<rest>(?:/.*)?)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Loopback();
}
