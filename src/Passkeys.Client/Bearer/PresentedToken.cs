using Microsoft.AspNetCore.Http;
using Passkeys.Client.WebSockets;

namespace Passkeys.Client.Bearer;

/// <summary>What a request brings: an access token in its header (RFC 6750 §2.1), or a ticket where it opens a WebSocket. Nothing else counts.</summary>
internal abstract record PresentedToken
{
    private const string Scheme = "Bearer ";

    internal sealed record Nothing : PresentedToken;

    internal sealed record AccessToken(string Value) : PresentedToken;

    internal sealed record Ticket(string Value) : PresentedToken;

    internal sealed record Invalid : PresentedToken;

    public static PresentedToken Read(HttpContext http)
    {
        var ticket = WebSocketRequests.IsWebSocket(http) ? SocketTickets.In(http.Request) : null;
        var header = http.Request.Headers.Authorization;
        // RFC 6750 §2: one way at a time. §2.3: an address ends up in logs and histories, so a token is never taken from one.
        if (header.Count > 1 || http.Request.Query.ContainsKey("access_token") || (ticket is not null && header.Count > 0))
            return new Invalid();
        if (ticket is not null)
            return new Ticket(ticket);
        return header is [{ } text] && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? new AccessToken(text[Scheme.Length..].Trim()) : new Nothing();
    }
}
