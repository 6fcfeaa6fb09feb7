using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Passkeys.IdentityServer.Json;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>Where a webhook may be. In Development anywhere; elsewhere by https, and at addresses that are not of this network.</summary>
internal sealed class WebhookAddresses(IHostEnvironment environment)
{
    /// <summary>The longest address, in characters.</summary>
    public const int MaxLength = 2000;

    private const int HeaderKilobytes = 16;

    private bool AllowsAny => environment.IsDevelopment();

    /// <summary>The member <c>url</c>. A name is looked at again at each connection: what it stands for may change.</summary>
    public string Read(JsonMember body)
    {
        var url = body.RequiredString("url");
        return url.Length <= MaxLength && Uri.TryCreate(url, UriKind.Absolute, out var uri) && IsAllowed(uri)
            ? url
            : throw new InvalidMemberException("url", "an absolute https address, without user information or fragment, is expected; not one of a private network.");
    }

    /// <summary>A handler that connects to no address that was not looked at, follows no redirect and reads no long answer.</summary>
    public HttpMessageHandler NewHandler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxResponseHeadersLength = HeaderKilobytes,
        MaxResponseDrainSize = 0,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = ConnectAsync,
    };

    private bool IsAllowed(Uri uri)
    {
        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            return false;
        if (AllowsAny)
            return uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp;
        return uri.Scheme == Uri.UriSchemeHttps && (!IPAddress.TryParse(uri.IdnHost, out var address) || PublicAddress.Is(address));
    }

    // The very addresses that were looked at are connected to: asked again, a name server might answer otherwise.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        if (found.Length == 0 || (!AllowsAny && !found.All(PublicAddress.Is)))
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The address is not a public one.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
