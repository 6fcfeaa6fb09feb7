using System.Net;

namespace Passkeys.IdentityServer.Embedded.Configuration;

/// <summary>What a redirect URI must be like, so that an answer reaches the client and nobody else (RFC 6749 §3.1.2, RFC 8252 §7 and §8, RFC 9700 §2.1 and §2.6).</summary>
internal static class RedirectUriRule
{
    /// <summary>What is wrong with it, or null.</summary>
    public static string? FindFailure(string uri) =>
        uri.Any(c => c is <= ' ' or > '~') ? "must be printable ASCII: other characters are percent-encoded."
        : Parse(uri) is not { } parsed || uri.Contains('#', StringComparison.Ordinal) || uri.Contains('*', StringComparison.Ordinal) ? "is not an absolute URI without fragment and wildcard."
        : parsed.UserInfo.Length > 0 ? "must not hold a user name."
        : IsProtected(parsed) ? null
        : "must be https, http on a loopback address, or a private-use scheme with a dot in it, such as com.example.app:/signed-in.";

    // The scheme is looked for in the text: on Unix a path alone would be an absolute URI to a file.
    private static Uri? Parse(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && uri.StartsWith(parsed.Scheme + ":", StringComparison.Ordinal) ? parsed : null;

    // RFC 6761 §6.3: names below localhost are loopback addresses. RFC 8252 §7.1: a private-use scheme is a domain name of the client's, backwards, so that no other application has it.
    private static bool IsProtected(Uri uri) =>
        uri.Scheme == Uri.UriSchemeHttps
        || (uri.Scheme == Uri.UriSchemeHttp ? IsLoopback(uri) || uri.Host.EndsWith(".localhost", StringComparison.Ordinal) : uri.Scheme.Contains('.', StringComparison.Ordinal));

    /// <summary>
    /// Whether an address of http is this machine's for certain. The framework reads <c>loopback</c>, a name like any other, as <c>localhost</c>; so the text
    /// must have the host as it was understood.
    /// </summary>
    public static bool IsLoopback(Uri uri) =>
        uri.OriginalString.AsSpan("http://".Length).StartsWith(uri.Host, StringComparison.OrdinalIgnoreCase)
        && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
}
