using System.Net.WebSockets;
using System.Security.Claims;
using Passkeys.Client.Bearer;

namespace Passkeys.Client.WebSockets;

/// <summary>
/// A WebSocket that lives no longer than its token. When the token ends the socket gets a close frame with <see cref="TokenEnded"/>; a loop that reads it ends by itself.
/// Dispose it when the conversation is over.
/// </summary>
public sealed class PasskeyConnection : IAsyncDisposable
{
    /// <summary>
    /// The close code for a token that expired or has ended: 4401, of the range for applications (RFC 6455 §7.4.2). A page tells by it that it needs another token; 1008 would
    /// only say that something was not allowed.
    /// </summary>
    public const WebSocketCloseStatus TokenEnded = (WebSocketCloseStatus)4401;

    // For the other side to answer the close frame, and for the application to notice.
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(5);

    private readonly PasskeyConnections _connections;
    private readonly CancellationTokenSource _ended = new();
    private int _closing;

    internal PasskeyConnection(PasskeyConnections connections, WebSocket socket, BearerFeature bearer, DateTimeOffset now)
    {
        _connections = connections;
        Socket = socket;
        User = bearer.Principal;
        (AccessToken, ExpiresAt, CheckedAt) = (bearer.AccessToken, bearer.ExpiresAt, now);
    }

    /// <summary>The socket.</summary>
    public WebSocket Socket { get; }

    /// <summary>Whose it is.</summary>
    public ClaimsPrincipal User { get; }

    /// <summary>Cancelled some seconds after the close frame, when the socket is cut.</summary>
    public CancellationToken Ended => _ended.Token;

    internal string AccessToken { get; }

    internal DateTimeOffset ExpiresAt { get; }

    /// <summary>When the provider last said that the token lives.</summary>
    internal DateTimeOffset CheckedAt { get; set; }

    /// <summary>When it was last asked.</summary>
    internal DateTimeOffset AskedAt { get; set; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _connections.Remove(this);
        Socket.Dispose();
        if (Interlocked.Exchange(ref _closing, 2) != 2)
            await _ended.CancelAsync();
    }

    /// <summary>Tells the other side that it is over, and cuts the connection if that does not help.</summary>
    /// <returns>Whether this call did it.</returns>
    internal async Task<bool> EndAsync(string reason)
    {
        if (Interlocked.CompareExchange(ref _closing, 1, 0) != 0)
            return false;
        _ended.Token.Register(static socket => ((WebSocket)socket!).Abort(), Socket);
        _ended.CancelAfter(TimeToLeave);
        try
        {
            await Socket.CloseOutputAsync(TokenEnded, reason, _ended.Token);
        }
        catch (Exception error) when (error is WebSocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // It is gone already, or goes now.
            Socket.Abort();
        }

        return true;
    }
}
