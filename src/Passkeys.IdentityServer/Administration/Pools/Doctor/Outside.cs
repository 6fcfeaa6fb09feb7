using System.Net.Sockets;
using System.Text;

namespace Passkeys.IdentityServer.Administration.Pools.Doctor;

/// <summary>
/// Fetches what a pool's domain says of itself: from public addresses, in little time, without redirects, and no more than a document of that kind has. Who may change a pool names its
/// domain, and is not to look into this host's network by it.
/// </summary>
internal sealed class Outside(IHttpClientFactory clients) : IOutside
{
    /// <summary>The name of the HTTP client, for hosts that have to reach the Internet in their own way.</summary>
    public const string HttpClientName = "passkeys.doctor";

    /// <summary>How long an answer may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>The longest document, in bytes.</summary>
    public const int LongestDocument = 256 * 1024;

    public async Task<FetchedDocument> GetAsync(Uri address, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(Timeout);
        try
        {
            using var http = clients.CreateClient(HttpClientName);
            using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, limited.Token);
            return await ReadAsync(response, limited.Token) is { } text
                ? new FetchedDocument(Failure: null, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, text, response.Headers.Date)
                : FetchedDocument.Failed($"it has more than {LongestDocument} bytes");
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or IOException)
        {
            return FetchedDocument.Failed("it cannot be reached from this host");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return FetchedDocument.Failed($"it did not answer within {Timeout.TotalSeconds:0} seconds");
        }
    }

    public async Task<bool> ListensAsync(string host, int port, CancellationToken ct)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(Timeout);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, limited.Token);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<string?> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[LongestDocument + 1];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return read > LongestDocument ? null : Encoding.UTF8.GetString(buffer, 0, read);
    }
}
