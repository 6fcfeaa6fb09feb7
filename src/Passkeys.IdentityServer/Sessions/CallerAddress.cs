using Microsoft.AspNetCore.Http;

namespace Passkeys.IdentityServer.Sessions;

/// <summary>Where a request comes from.</summary>
internal static class CallerAddress
{
    /// <summary>The caller's address, as the connection or a proxy that is believed tells it; null in process or on a Unix socket.</summary>
    public static string? IpAddress(this HttpContext http) => http.Connection.RemoteIpAddress?.ToString();
}
