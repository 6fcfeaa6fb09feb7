using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using Passkeys.Client.WebSockets;

namespace ProtectedApi;

/// <summary>A WebSocket that tells the time every second, until the other side has enough or the token has ended.</summary>
internal static class Clock
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(HttpContext http, PasskeyConnections connections, TimeProvider time)
    {
        await using var connection = await connections.AcceptAsync(http);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(connection.Ended, http.RequestAborted);
        var telling = TellAsync(connection.Socket, time, over.Token);
        await ListenAsync(connection.Socket, over.Token);
        await over.CancelAsync();
        await telling;
        if (connection.Socket.State == WebSocketState.CloseReceived)
            await connection.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, http.RequestAborted);
    }

    private static async Task TellAsync(WebSocket socket, TimeProvider time, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Second, time);
        try
        {
            do
            {
                var text = time.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
                await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, ct);
            }
            while (await timer.WaitForNextTickAsync(ct));
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            // It is over.
        }
    }

    private static async Task ListenAsync(WebSocket socket, CancellationToken ct)
    {
        var buffer = new byte[1024];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), ct) is { MessageType: not WebSocketMessageType.Close })
            {
                // The clock takes no questions.
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            // It is over.
        }
    }
}
