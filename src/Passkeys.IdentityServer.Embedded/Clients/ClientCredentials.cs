using System.Text;
using Microsoft.AspNetCore.Http;
using Passkeys.IdentityServer.Embedded.Endpoints;
using Passkeys.IdentityServer.Embedded.Keys;

namespace Passkeys.IdentityServer.Embedded.Clients;

/// <summary>Who a request says it comes from (RFC 6749 §2.3.1, RFC 7521 §4.2).</summary>
/// <param name="Id">The client id, or null when the request names none.</param>
/// <param name="Secret">The secret, or null for a public client.</param>
/// <param name="FromHeader">Whether the Authorization header was used, and so must be named in a refusal (RFC 6749 §5.2).</param>
/// <param name="Assertion">What the client signed in place of a secret, or null.</param>
internal sealed record ClientCredentials(string? Id, string? Secret, bool FromHeader, string? Assertion = null)
{
    private const string Scheme = "Basic ";

    /// <summary>Reads the credentials; null when the request uses more than one way at once, or one that is unreadable.</summary>
    public static ClientCredentials? Read(HttpRequest request, OAuthForm form)
    {
        var header = request.Headers.Authorization;
        if (form["client_assertion"] is not null || form["client_assertion_type"] is not null)
            return header.Count == 0 ? ReadAssertion(form) : null;
        if (header.Count == 0)
            return new ClientCredentials(form["client_id"], form["client_secret"], FromHeader: false);
        if (header.Count > 1 || !header[0]!.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || form["client_secret"] is not null)
            return null;
        var credentials = Decode(header[0]![Scheme.Length..]);
        return form["client_id"] is { } id && id != credentials?.Id ? null : credentials;
    }

    // RFC 7521 §4.2: client_id is not needed beside an assertion, and if it is there it names the same client. Who signed is seen later.
    private static ClientCredentials? ReadAssertion(OAuthForm form)
    {
        if (form["client_assertion_type"] != ClientAssertions.Type || form["client_secret"] is not null
            || form["client_assertion"] is not { } assertion || CompactJws.Read(assertion)?.Text("sub") is not { } subject)
        {
            return null;
        }

        return form["client_id"] is { } id && id != subject ? null : new ClientCredentials(subject, Secret: null, FromHeader: false, assertion);
    }

    // RFC 6749 §2.3.1: id and secret are form-encoded before they are joined and encoded for Basic (RFC 7617).
    private static ClientCredentials? Decode(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded.Trim(), bytes, out var length))
            return null;
        var pair = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return pair.Length == 2 ? new ClientCredentials(FormDecode(pair[0]), FormDecode(pair[1]), FromHeader: true) : null;
    }

    private static string FormDecode(string value) => Uri.UnescapeDataString(value.Replace('+', ' '));
}
