using Passkeys.IdentityServer.Storage.Outboxes;

namespace Passkeys.IdentityServer.Webhooks;

internal sealed class WebhookSignal : OutboxSignal
{
    public Task RaiseAsync()
    {
        Raise();
        return Task.CompletedTask;
    }
}
