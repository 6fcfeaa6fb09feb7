using System.Text.Json.Serialization;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>A webhook as the API shows it.</summary>
internal sealed record WebhookJson(Guid Id, string Url, IReadOnlyList<string> Events, bool Enabled, DateTimeOffset CreatedAt)
{
    /// <summary>In the answer that made it, and never again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    public static WebhookJson Of(WebhookSubscription subscription) =>
        new(subscription.Id, subscription.Url, WebhookEvents.Of(subscription), subscription.Enabled, subscription.CreatedAt);
}

/// <summary>An event of the log as the API shows it.</summary>
internal sealed record WebhookDeliveryJson
{
    public required Guid Id { get; init; }

    public required string Event { get; init; }

    public required string Status { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? LastAttemptAt { get; init; }

    public required DateTimeOffset? NextAttemptAt { get; init; }

    public required int? LastStatusCode { get; init; }

    public required string? LastError { get; init; }

    public static WebhookDeliveryJson Of(WebhookDelivery delivery) => new()
    {
        Id = delivery.Id,
        Event = delivery.Event,
#pragma warning disable CA1308 // Words of the API are in lower case; this is no normalisation.
        Status = delivery.Status.ToString().ToLowerInvariant(),
#pragma warning restore CA1308
        Attempts = delivery.Attempts,
        CreatedAt = delivery.CreatedAt,
        LastAttemptAt = delivery.LastAttemptAt,
        NextAttemptAt = delivery.NextAttemptAt,
        LastStatusCode = delivery.LastStatusCode,
        LastError = delivery.LastError,
    };
}
