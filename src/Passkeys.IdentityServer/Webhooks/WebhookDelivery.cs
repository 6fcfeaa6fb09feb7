using Passkeys.IdentityServer.Pools;

namespace Passkeys.IdentityServer.Webhooks;

/// <summary>One event for one subscription: written in the transaction of what happened, tried until it is delivered or given up, and kept as a log.</summary>
public class WebhookDelivery
{
    /// <summary>The id, <c>webhook-id</c> of every attempt. A version 7 UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>The pool.</summary>
    public required PoolId Pool { get; init; }

    /// <summary>The subscription.</summary>
    public required Guid SubscriptionId { get; init; }

    /// <summary>The name of the audit event.</summary>
    public required string Event { get; init; }

    /// <summary>What is posted, as it is signed: JSON.</summary>
    public required string Payload { get; init; }

    /// <summary>When it happened (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Where it is.</summary>
    public WebhookStatus Status { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When it is tried next (UTC); null when it is not tried any more. A node that takes it moves this first.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>When it was tried last (UTC), or null.</summary>
    public DateTimeOffset? LastAttemptAt { get; set; }

    /// <summary>The HTTP status of the last answer, or null when there was none.</summary>
    public int? LastStatusCode { get; set; }

    /// <summary>What went wrong last, in a word; or null.</summary>
    public string? LastError { get; set; }

    /// <summary>When the row may go (UTC).</summary>
    public required DateTimeOffset ExpiresAt { get; set; }
}

/// <summary>Where a delivery is.</summary>
public enum WebhookStatus
{
    /// <summary>Still to be delivered.</summary>
    Pending,

    /// <summary>Taken by its receiver.</summary>
    Delivered,

    /// <summary>Given up.</summary>
    Failed,
}
