namespace Passkeys.Client.Webhooks;

/// <summary>What a webhook request is worth.</summary>
public abstract record WebhookOutcome
{
    private WebhookOutcome()
    {
    }

    /// <summary>It is genuine and new.</summary>
    /// <param name="Webhook">What it says.</param>
    public sealed record Accepted(PasskeysWebhook Webhook) : WebhookOutcome;

    /// <summary>It is genuine, and was handled before: answer with success and do nothing.</summary>
    /// <param name="Id">Its id.</param>
    public sealed record Known(string Id) : WebhookOutcome;

    /// <summary>It is not from the provider, or too old.</summary>
    /// <param name="Why">Why.</param>
    public sealed record Refused(WebhookRefusal Why) : WebhookOutcome;
}

/// <summary>Why a webhook request was refused. Each is numbered once.</summary>
public enum WebhookRefusal
{
    /// <summary>A header is missing or unreadable.</summary>
    Malformed = 7301,

    /// <summary>No signature is right.</summary>
    InvalidSignature = 7302,

    /// <summary>The timestamp is too far from now.</summary>
    OutOfTime = 7303,
}
