using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Passkeys.Client.WebSockets;

/// <summary>Tells requests that would open a WebSocket, by their own headers: authentication comes before the WebSocket middleware has looked at them.</summary>
internal static class WebSocketRequests
{
    public const string Protocol = "websocket";

    /// <summary>RFC 6455 §4.2.1 and, over HTTP/2, RFC 8441 §4.</summary>
    public static bool IsWebSocket(HttpContext http) =>
        http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: Protocol }
        || http.WebSockets.IsWebSocketRequest
        || http.Request.Headers.Upgrade.Any(value => string.Equals(value, Protocol, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether the page that asks may: its origin is this application's own or one that was named. No <c>Origin</c> is no browser, and a browser cannot leave it out (RFC 6455 §10.2).
    /// </summary>
    public static bool MayComeFrom(HttpRequest request, IEnumerable<string> origins) =>
        request.Headers.Origin is not [{ } origin]
            ? request.Headers.Origin.Count == 0
            : string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase) || origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
