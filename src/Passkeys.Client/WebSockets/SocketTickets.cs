using Microsoft.AspNetCore.Http;

namespace Passkeys.Client.WebSockets;

/// <summary>Where a WebSocket request carries its ticket: among the subprotocols that it offers, or in the query.</summary>
internal static class SocketTickets
{
    private const string InProtocol = "ticket.";
    private const string InQuery = "ticket";

    /// <summary>The ticket, or null. More than one is an empty one, which is good for nothing.</summary>
    public static string? In(HttpRequest request)
    {
        var all = Offered(request).Where(IsTicket).Select(protocol => protocol[InProtocol.Length..]).Concat(request.Query[InQuery].Select(value => value ?? "")).ToArray();
        return all.Length switch { 0 => null, 1 => all[0], _ => "" };
    }

    /// <summary>The first subprotocol that is no ticket, or null.</summary>
    public static string? ProtocolOf(HttpRequest request) => Offered(request).FirstOrDefault(protocol => !IsTicket(protocol));

    private static bool IsTicket(string protocol) => protocol.StartsWith(InProtocol, StringComparison.Ordinal);

    private static IEnumerable<string> Offered(HttpRequest request) =>
        request.Headers.SecWebSocketProtocol.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
