using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Passkeys.Client.Once;
using Passkeys.Client.Providers;

namespace Passkeys.Client.Webhooks;

/// <summary>Verifies webhooks of the provider (Standard Webhooks): signature, age, and that each counts once.</summary>
public sealed class PasskeysWebhooks
{
    private const string Purpose = "webhook";

    private readonly IOptions<PasskeysWebhookOptions> _options;
    private readonly IOneTimeIds _handled;
    private readonly TimeProvider _time;

    internal PasskeysWebhooks(IOptions<PasskeysWebhookOptions> options, IOneTimeIds handled, TimeProvider time) => (_options, _handled, _time) = (options, handled, time);

    /// <summary>Verifies a request.</summary>
    /// <param name="headers">Its headers: <c>webhook-id</c>, <c>webhook-timestamp</c>, <c>webhook-signature</c>.</param>
    /// <param name="body">Its body, to the byte.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>What it is worth. An accepted one is remembered; <see cref="ForgetAsync"/> lets it come again.</returns>
    public async Task<WebhookOutcome> VerifyAsync(IHeaderDictionary headers, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(headers);
        if ((Single(headers["webhook-id"]), Single(headers["webhook-timestamp"]), Single(headers["webhook-signature"])) is not ({ } id, { } timestamp, { } signature)
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return new WebhookOutcome.Refused(WebhookRefusal.Malformed);
        if (!WebhookSignature.Matches(_options.Value.Secrets.Select(WebhookSignature.KeyOf).OfType<byte[]>(), id, timestamp, body.Span, signature))
            return new WebhookOutcome.Refused(WebhookRefusal.InvalidSignature);
        if (Math.Abs(_time.GetUtcNow().ToUnixTimeSeconds() - seconds) > _options.Value.Tolerance.TotalSeconds)
            return new WebhookOutcome.Refused(WebhookRefusal.OutOfTime);
        return Read(id, body) is { } webhook ? await TakeAsync(webhook, ct) : new WebhookOutcome.Refused(WebhookRefusal.Malformed);
    }

    /// <summary>Lets a webhook come again, because handling it failed.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="ct">Cancels.</param>
    public ValueTask ForgetAsync(string id, CancellationToken ct) => _handled.RemoveAsync(Purpose, id, ct);

    // Older than the tolerance it is refused anyway; the clocks may differ by as much again.
    private async Task<WebhookOutcome> TakeAsync(PasskeysWebhook webhook, CancellationToken ct) =>
        await _handled.TryAddAsync(Purpose, webhook.Id, _time.GetUtcNow() + (2 * _options.Value.Tolerance), ct)
            ? new WebhookOutcome.Accepted(webhook)
            : new WebhookOutcome.Known(webhook.Id);

    private static PasskeysWebhook? Read(string id, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement.Clone();
            if (root.ValueKind != JsonValueKind.Object || TokenClaims.Text(root, "type") is not { } type || !root.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
                return null;
            return new PasskeysWebhook(id, type, root.TryGetProperty("timestamp", out var at) && at.ValueKind == JsonValueKind.String && at.TryGetDateTimeOffset(out var time) ? time : null, data);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Single(StringValues values) => values is [{ Length: > 0 } value] ? value : null;
}
