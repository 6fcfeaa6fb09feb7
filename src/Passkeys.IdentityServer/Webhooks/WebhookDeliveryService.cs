using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Storage.Outboxes;

namespace Passkeys.IdentityServer.Webhooks;

internal sealed partial class WebhookDeliveryService(IServiceScopeFactory scopes, WebhookSignal signal, TimeProvider time, ILogger<WebhookDeliveryService> logger)
    : OutboxService<WebhookAttempts, WebhookDelivery>(scopes, signal, time)
{
    protected override void Report(Exception failure) => LogFailed(failure);

    [LoggerMessage(1923, LogLevel.Error, "Webhooks could not be told; trying again later")]
    private partial void LogFailed(Exception failure);
}
