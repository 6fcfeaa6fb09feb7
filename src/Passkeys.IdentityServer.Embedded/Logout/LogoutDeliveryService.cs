using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Passkeys.IdentityServer.Engine.Tokens;
using Passkeys.IdentityServer.Storage.Outboxes;

namespace Passkeys.IdentityServer.Embedded.Logout;

internal sealed partial class LogoutDeliveryService(IServiceScopeFactory scopes, LogoutSignal signal, TimeProvider time, ILogger<LogoutDeliveryService> logger)
    : OutboxService<LogoutDelivery, LogoutNotification>(scopes, signal, time)
{
    protected override void Report(Exception failure) => LogFailed(failure);

    [LoggerMessage(5304, LogLevel.Error, "Back-channel logouts could not be delivered; trying again later")]
    private partial void LogFailed(Exception failure);
}
