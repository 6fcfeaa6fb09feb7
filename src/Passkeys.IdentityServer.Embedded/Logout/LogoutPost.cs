using System.Net;
using Passkeys.IdentityServer.Embedded.Configuration;
using Passkeys.IdentityServer.Engine.Tokens;

namespace Passkeys.IdentityServer.Embedded.Logout;

/// <summary>Tells one client of one logout (OpenID Connect Back-Channel Logout 1.0 §2.5).</summary>
internal sealed class LogoutPost(IHttpClientFactory clients, LogoutTokens tokens)
{
    /// <summary>The name of the HTTP client, for hosts that have to go through a proxy.</summary>
    public const string HttpClientName = "passkeys.backchannel-logout";

    /// <summary>The name of the HTTP client for clients that administrators registered: it connects to public addresses alone, and to any in Development.</summary>
    public const string RegisteredHttpClientName = HttpClientName + ".registered";

    /// <summary>How long a client has to answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Null when the client has ended its session; else what went wrong, in one word.</summary>
    public async Task<string?> TryAsync(LogoutNotification notification, Client client, CancellationToken ct)
    {
        var token = await tokens.CreateAsync(notification, client, ct);
        try
        {
            return await SendAsync(client, token, ct);
        }
        catch (HttpRequestException)
        {
            return "Unreachable";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return "Timeout";
        }
    }

    // §2.8: 200; some frameworks make 204 of it. What else the client says is not read.
    private async Task<string?> SendAsync(Client client, string token, CancellationToken ct)
    {
        using var http = clients.CreateClient(client.IsRegistered ? RegisteredHttpClientName : HttpClientName);
        using var request = new HttpRequestMessage(HttpMethod.Post, client.BackChannelLogoutUri) { Content = new FormUrlEncodedContent([new("logout_token", token)]) };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent ? null : $"Status{(int)response.StatusCode}";
    }
}
