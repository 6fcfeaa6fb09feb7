using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>What one attempt came to.</summary>
/// <param name="Status">The HTTP status, or null when there was no answer.</param>
/// <param name="Error">What went wrong, in a word; null when nothing did.</param>
internal readonly record struct AttemptResult(int? Status, string? Error);

/// <summary>Posts one event to one receiver (Standard Webhooks 1.0). What it answers besides the status is not read.</summary>
internal sealed class WebhookPost(IHttpClientFactory clients, WebhookSecrets secrets, TimeProvider time)
{
    /// <summary>The name of the HTTP client, for hosts that have to reach the Internet in their own way.</summary>
    public const string HttpClientName = "passkeys.webhooks";

    /// <summary>How long a receiver has to answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public async Task<AttemptResult> TryAsync(WebhookSubscription subscription, WebhookDelivery delivery, CancellationToken ct)
    {
        try
        {
            using var request = Describe(subscription, delivery);
            using var http = clients.CreateClient(HttpClientName);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return new AttemptResult((int)response.StatusCode, response.IsSuccessStatusCode ? null : $"Status{(int)response.StatusCode}");
        }
        catch (HttpRequestException)
        {
            return new AttemptResult(null, "Unreachable");
        }
        catch (CryptographicException)
        {
            return new AttemptResult(null, "SecretLost");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new AttemptResult(null, "Timeout");
        }
    }

    private HttpRequestMessage Describe(WebhookSubscription subscription, WebhookDelivery delivery)
    {
        var id = delivery.Id.ToString();
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, subscription.Url)
        {
            Content = new StringContent(delivery.Payload, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", secrets.Sign(subscription.ProtectedSecret, id, timestamp, delivery.Payload));
        return request;
    }
}
