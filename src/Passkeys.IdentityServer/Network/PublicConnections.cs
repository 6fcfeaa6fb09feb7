using System.Net;
using System.Net.Sockets;

namespace Passkeys.IdentityServer.Network;

/// <summary>Connections to addresses that somebody else named.</summary>
public static class PublicConnections
{
    private const int HeaderKilobytes = 16;

    /// <summary>A handler that connects to no address that was not looked at, follows no redirect and reads no long answer. No proxy: it would connect where it likes.</summary>
    /// <param name="allowsAny">Whether addresses of this network are allowed too, in Development.</param>
    public static HttpMessageHandler NewHandler(bool allowsAny) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxResponseHeadersLength = HeaderKilobytes,
        MaxResponseDrainSize = 0,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = (context, ct) => ConnectAsync(context.DnsEndPoint, allowsAny, ct),
    };

    // The very addresses that were looked at are connected to: asked again, a name server might answer otherwise.
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, bool allowsAny, CancellationToken ct)
    {
        var found = await Dns.GetHostAddressesAsync(endpoint.Host, ct);
        if (found.Length == 0 || (!allowsAny && !found.All(PublicAddress.Is)))
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The address is not a public one.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, endpoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
