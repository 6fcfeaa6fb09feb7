using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Passkeys.Client;

/// <summary>Client authentication in a header (RFC 6749 §2.3.1): each part is form-encoded before they are joined.</summary>
internal static class BasicCredentials
{
    public static AuthenticationHeaderValue Of(string id, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{WebUtility.UrlEncode(id)}:{WebUtility.UrlEncode(secret)}")));
}
