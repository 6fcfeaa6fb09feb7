namespace Passkeys.Client;

/// <summary>Which addresses a provider may have.</summary>
internal static class Authorities
{
    /// <summary>Secrets and keys go over https, or do not leave the machine.</summary>
    public static bool IsUsable(string authority) =>
        Uri.TryCreate(authority, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
