namespace Passkeys.Client.Webhooks;

/// <summary>Handles webhooks that came to <c>MapPasskeysWebhooks</c>. Register any number of them as services.</summary>
public interface IWebhookObserver
{
    /// <summary>Called once for each webhook, unless an exception here makes the provider send it again.</summary>
    /// <param name="webhook">What happened.</param>
    /// <param name="ct">Cancelled with the request.</param>
    ValueTask OnWebhookAsync(PasskeysWebhook webhook, CancellationToken ct);
}
